package io.spillway.testservers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Behind {@link RequiresPrivateBroker}. */
final class PrivateBrokerCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        BrokerSource source = TestServers.privateSource();
        return TestServers.REQUIREMENT.reasonWithoutPrivate(source)
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("nodes come from " + source));
    }
}
