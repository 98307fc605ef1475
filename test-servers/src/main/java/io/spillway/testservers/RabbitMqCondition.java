package io.spillway.testservers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Behind {@link RequiresRabbitMq}. */
final class RabbitMqCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        TestBroker broker = TestServers.broker();
        return TestServers.REQUIREMENT.reasonWithout4(broker.toString(), broker.isRabbitMq4())
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("the broker is " + broker));
    }
}
