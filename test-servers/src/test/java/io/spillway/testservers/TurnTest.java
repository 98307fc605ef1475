package io.spillway.testservers;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TurnTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void comesAtOnceWhereNobodyElseIsAndAgainAfterItsEnd() throws Exception {
        Turn.await("a-broker-of-this-test", 1, told::add).close();
        Turn.await("a-broker-of-this-test", 1, told::add).close();
        assertThat(told).isEmpty();
    }

    @Test
    void isHeldUntilItsEndAndOnlyForThatBroker() throws Exception {
        try (Turn held = Turn.await("a-broker-of-this-test", 2, told::add);
                Turn elsewhere = Turn.await("a-broker-of-this-test", 3, told::add)) {
            assertThat(elsewhere).isNotSameAs(held);
            // one JVM may not take the same lock twice; another one would wait
            assertThatThrownBy(() -> Turn.await("a-broker-of-this-test", 2, told::add))
                    .isInstanceOf(java.nio.channels.OverlappingFileLockException.class);
        }
    }
}
