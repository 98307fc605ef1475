package io.spillway.testservers;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BrokerSourceTest {
    @ParameterizedTest(name = "{0} and {1}: shared {2}, private {3}")
    @CsvSource(nullValues = "none", delimiter = '|', textBlock = """
            # the environment has set               | the machine offers             | shared    | private
            TEST_RABBITMQ_URI TEST_RABBITMQ_COMMAND | rabbitmq-image rabbitmq-server | URI       | COMMAND
            TEST_RABBITMQ_URI                       | rabbitmq-image rabbitmq-server | URI       | CONTAINER
            TEST_RABBITMQ_URI                       | nothing                        | URI       | none
            TEST_RABBITMQ_COMMAND                   | rabbitmq-image rabbitmq-server | COMMAND   | COMMAND
            nothing                                 | rabbitmq-image rabbitmq-server | CONTAINER | CONTAINER
            nothing                                 | rabbitmq-server                | INSTALLED | INSTALLED
            nothing                                 | mongo-image                    | EMBEDDED  | none
            """)
    void takesTheFirstThatThereIs(String set, String offers, BrokerSource shared, @Nullable BrokerSource ofOnesOwn) {
        TestEnvironment environment = environment(set);
        Machine machine = FakeMachine.with(offers);

        assertThat(BrokerSource.ofSharedBroker(environment, machine)).isEqualTo(shared);
        assertThat(BrokerSource.ofPrivateBroker(environment, machine)).isEqualTo(ofOnesOwn);
    }

    @Test
    void doesNotAskTheMachineWhenTheEnvironmentDecides() {
        assertThat(BrokerSource.ofSharedBroker(environment("TEST_RABBITMQ_URI"), FakeMachine.UNASKED))
                .isEqualTo(BrokerSource.URI);
        assertThat(BrokerSource.ofPrivateBroker(environment("TEST_RABBITMQ_COMMAND"), FakeMachine.UNASKED))
                .isEqualTo(BrokerSource.COMMAND);
    }

    @Test
    void takesAnEmptyVariableForUnset() {
        TestEnvironment environment = new TestEnvironment(
                Map.of("TEST_RABBITMQ_URI", "", "TEST_RABBITMQ_COMMAND", " "));

        assertThat(BrokerSource.ofSharedBroker(environment, FakeMachine.with("nothing")))
                .isEqualTo(BrokerSource.EMBEDDED);
    }

    private static TestEnvironment environment(String set) {
        return new TestEnvironment(Arrays.stream(set.split(" ")).filter(name -> name.startsWith("TEST_"))
                .collect(Collectors.toMap(name -> name, name -> "a value")));
    }
}
