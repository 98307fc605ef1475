package io.spillway.writer;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

class ArchitectureTest {

    private static final JavaClasses WRITER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.spillway.writer");

    @Test
    void adaptersStandAroundTheCoreAndDoNotKnowEachOther() {
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.spillway.writer..")
                .layer("core").definedBy("io.spillway.writer.core..")
                .layer("amqp").definedBy("io.spillway.writer.amqp..")
                .layer("mongodb").definedBy("io.spillway.writer.mongodb..")
                .layer("metrics").definedBy("io.spillway.writer.metrics..")
                .layer("application").definedBy("io.spillway.writer")
                .whereLayer("core").mayNotAccessAnyLayer()
                .whereLayer("amqp").mayOnlyAccessLayers("core")
                .whereLayer("mongodb").mayOnlyAccessLayers("core")
                .whereLayer("metrics").mayOnlyAccessLayers("core")
                .ensureAllClassesAreContainedInArchitecture()
                .because("the flow queue -> batch -> MongoDB must be readable from the packages alone (ADR 1)")
                .check(WRITER);
    }

    @Test
    void theCoreKnowsNoTechnology() {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage("java..",
                "io.spillway.writer.core..", "io.spillway.contract..", "org.jspecify.annotations..");
        noClasses().that().resideInAPackage("io.spillway.writer.core..")
                .should().dependOnClassesThat(DescribedPredicate.not(allowed))
                .because("what happens to a batch is decided without Spring, AMQP or MongoDB (ADR 1)")
                .check(WRITER);
    }
}
