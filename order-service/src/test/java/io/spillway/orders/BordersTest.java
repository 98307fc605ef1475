package io.spillway.orders;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

class BordersTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.spillway.orders");

    @Test
    void adaptersStandAroundTheCoreAndDoNotKnowEachOther() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitecture()
                .layer("service").definedBy("io.spillway.orders")
                .layer("core").definedBy("io.spillway.orders.core..")
                .layer("http").definedBy("io.spillway.orders.http..")
                .layer("mongodb").definedBy("io.spillway.orders.mongodb..")
                .layer("security").definedBy("io.spillway.orders.security..")
                .whereLayer("core").mayOnlyBeAccessedByLayers("service", "http", "mongodb", "security")
                .whereLayer("service").mayNotBeAccessedByAnyLayer()
                .whereLayer("http").mayNotBeAccessedByAnyLayer()
                .whereLayer("mongodb").mayNotBeAccessedByAnyLayer()
                .whereLayer("security").mayNotBeAccessedByAnyLayer()
                .because("each side can then be replaced alone, and a change of one is never a change of all")
                .check(OURS);
    }

    @Test
    void theCoreKnowsNothingButTheContract() {
        classes().that().resideInAPackage("io.spillway.orders.core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("io.spillway.orders.core..", "io.spillway.contract..",
                        "java..", "org.jspecify.annotations"))
                .because("the decisions must be readable and testable without Spring, HTTP or MongoDB")
                .check(OURS);
    }

    @Test
    void onlyTheMongodbPackageKnowsMongodb() {
        classes().that().resideOutsideOfPackage("io.spillway.orders.mongodb..")
                .should().onlyDependOnClassesThat(resideOutsideOfPackages("com.mongodb..", "org.bson..",
                        "org.springframework.data.."))
                .because("documents, their fields and the driver's faults are the business of one package")
                .check(OURS);
    }

    @Test
    void onlyTheSecurityPackageKnowsHowTokensAreMade() {
        classes().that().resideOutsideOfPackage("io.spillway.orders.security..")
                .should().onlyDependOnClassesThat(resideOutsideOfPackages("io.jsonwebtoken.."))
                .because("whoever reads a token elsewhere has not verified it")
                .check(OURS);
    }

    @Test
    void theJacksonThatJjwtBringsIsItsOwn() {
        classes().should().onlyDependOnClassesThat(resideOutsideOfPackages("com.fasterxml.jackson.core..",
                "com.fasterxml.jackson.databind.."))
                .because("two ways to write JSON are two sets of surprises")
                .check(OURS);
    }
}
