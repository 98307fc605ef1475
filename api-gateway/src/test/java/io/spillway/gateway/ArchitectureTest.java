package io.spillway.gateway;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

/** The borders inside the gateway. */
class ArchitectureTest {

    private final JavaClasses gateway = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.spillway.gateway");

    @Test
    void adaptersMeetOnlyInTheCore() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("main").definedBy("io.spillway.gateway")
                .layer("core").definedBy("io.spillway.gateway.core..")
                .layer("http").definedBy("io.spillway.gateway.http..")
                .layer("amqp").definedBy("io.spillway.gateway.amqp..")
                .layer("reads").definedBy("io.spillway.gateway.reads..")
                .layer("mongodb").definedBy("io.spillway.gateway.mongodb..")
                .layer("metrics").definedBy("io.spillway.gateway.metrics..")
                .layer("security").definedBy("io.spillway.gateway.security..")
                .whereLayer("core").mayOnlyBeAccessedByLayers("main", "http", "amqp", "reads", "mongodb", "metrics",
                        "security")
                .whereLayer("main").mayNotBeAccessedByAnyLayer()
                .whereLayer("http").mayNotBeAccessedByAnyLayer()
                .whereLayer("amqp").mayNotBeAccessedByAnyLayer()
                .whereLayer("reads").mayNotBeAccessedByAnyLayer()
                .whereLayer("mongodb").mayNotBeAccessedByAnyLayer()
                .whereLayer("metrics").mayNotBeAccessedByAnyLayer()
                .whereLayer("security").mayNotBeAccessedByAnyLayer()
                .ensureAllClassesAreContainedInArchitecture()
                .because("each adapter must be replaceable without the others noticing")
                .check(gateway);
    }

    @Test
    void theCoreKnowsNoFrameworkAndNoBroker() {
        noClasses().that().resideInAPackage("io.spillway.gateway.core..")
                .should().dependOnClassesThat(not(resideInAPackage("java..")
                        .or(resideInAPackage("javax.crypto.."))
                        .or(resideInAPackage("io.spillway.contract.."))
                        .or(resideInAPackage("io.spillway.gateway.core.."))
                        .or(resideInAPackage("org.jspecify.annotations.."))))
                .because("what the gateway decides must be testable and readable without Spring, HTTP or AMQP")
                .check(gateway);
    }
}
