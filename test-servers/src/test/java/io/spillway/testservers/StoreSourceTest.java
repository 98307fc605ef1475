package io.spillway.testservers;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoreSourceTest {
    private static final TestEnvironment EMPTY = new TestEnvironment(Map.of());

    @Test
    void takesTheFirstThatThereIs() {
        TestEnvironment withUri = new TestEnvironment(Map.of("TEST_MONGODB_URI", "mongodb://somewhere"));

        assertThat(StoreSource.of(withUri, FakeMachine.UNASKED)).isEqualTo(StoreSource.URI);
        assertThat(StoreSource.of(EMPTY, FakeMachine.with("mongo-image"))).isEqualTo(StoreSource.CONTAINER);
        assertThat(StoreSource.of(EMPTY, FakeMachine.with("rabbitmq-image rabbitmq-server")))
                .isEqualTo(StoreSource.EMBEDDED);
    }
}
