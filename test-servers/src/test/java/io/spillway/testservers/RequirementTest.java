package io.spillway.testservers;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequirementTest {
    private static final Requirement LENIENT = new Requirement(false);
    private static final Requirement STRICT = new Requirement(true);

    @Test
    void runsATestOnRabbitMq4() {
        assertThat(LENIENT.reasonWithout4("RabbitMQ 4.0.5 (embedded)", true)).isEmpty();
        assertThat(STRICT.reasonWithout4("RabbitMQ 4.0.5 (embedded)", true)).isEmpty();
    }

    @Test
    void skipsATestOnAnythingElseAndSaysWhy() {
        assertThat(LENIENT.reasonWithout4("RabbitMQ 3.10.8 (TEST_RABBITMQ_URI)", false))
                .contains(
                        "lacks a test server: it needs RabbitMQ 4, and the broker is RabbitMQ 3.10.8 (TEST_RABBITMQ_URI)");
    }

    @Test
    void failsOnAnythingElseWhereARealBrokerIsRequired() {
        assertThatExceptionOfType(TestServersException.class)
                .isThrownBy(() -> STRICT.check("RabbitMQ 3.10.8 (TEST_RABBITMQ_URI)", false))
                .withMessage(
                        "REQUIRE_REAL_BROKER=true demands RabbitMQ 4, but the broker is RabbitMQ 3.10.8 (TEST_RABBITMQ_URI);"
                                + " set TEST_RABBITMQ_URI or TEST_RABBITMQ_COMMAND, or give Docker the image rabbitmq:4-management.");
        assertThatExceptionOfType(TestServersException.class)
                .isThrownBy(() -> STRICT.reasonWithout4("Apache Qpid", false));
        assertThatCode(() -> LENIENT.check("Apache Qpid", false)).doesNotThrowAnyException();
    }

    @Test
    void skipsATestThatCannotMakeAccounts() {
        assertThat(LENIENT.reasonWithoutAdministrator("RabbitMQ 4.0.5 (TEST_RABBITMQ_URI)", true, true)).isEmpty();
        assertThat(LENIENT.reasonWithoutAdministrator("RabbitMQ 4.0.5 (TEST_RABBITMQ_URI)", true, false))
                .contains("lacks a test server: it makes accounts, and TEST_RABBITMQ_MANAGEMENT_URI is not set");
        assertThat(LENIENT.reasonWithoutAdministrator("Apache Qpid", false, false)).isEqualTo(
                LENIENT.reasonWithout4("Apache Qpid", false));
    }

    @Test
    void skipsATestThatCannotHaveANodeOfItsOwn() {
        assertThat(LENIENT.reasonWithoutPrivate(BrokerSource.COMMAND)).isEmpty();
        assertThat(LENIENT.reasonWithoutPrivate(null))
                .contains("lacks a test server: it needs a RabbitMQ node of its own, and nothing here can start one");
    }

    @Test
    void failsATestThatCannotHaveANodeOfItsOwnWhereARealBrokerIsRequired() {
        assertThatExceptionOfType(TestServersException.class).isThrownBy(() -> STRICT.reasonWithoutPrivate(null))
                .withMessage(
                        "REQUIRE_REAL_BROKER=true, but nothing here can start a RabbitMQ node of a test's own; set TEST_RABBITMQ_COMMAND.");
    }
}
