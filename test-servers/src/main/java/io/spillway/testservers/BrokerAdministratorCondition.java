package io.spillway.testservers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Behind {@link RequiresBrokerAdministrator}. */
final class BrokerAdministratorCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        TestBroker broker = TestServers.broker();
        return TestServers.REQUIREMENT
                .reasonWithoutAdministrator(broker.toString(), broker.isRabbitMq4(), broker.managementUri().isPresent())
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("accounts can be made on " + broker));
    }
}
