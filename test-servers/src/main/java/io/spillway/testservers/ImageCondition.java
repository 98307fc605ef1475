package io.spillway.testservers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Behind {@link RequiresImage}. */
final class ImageCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        // asked about the class, and again about each of its methods
        ServerImage image = AnnotationSupport.findAnnotation(context.getElement(), RequiresImage.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), RequiresImage.class)).orElseThrow()
                .value();
        return image.isAvailable()
                ? ConditionEvaluationResult.enabled("Docker has " + image)
                : ConditionEvaluationResult.disabled(
                        Requirement.LACKS + "Docker has no image " + image + " and cannot get it");
    }
}
