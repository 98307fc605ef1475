package io.spillway.gateway.core;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.spillway.contract.order.InvalidValueException;
import io.spillway.contract.order.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.gateway.core.CommandFixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyedIdsTest {

    private final KeyedIds ids = new KeyedIds(new byte[32]);

    /** A request repeated over a gateway's update must still be the same one: if this fails, orders would be made twice. */
    @Test
    void theIdsOfAKeyNeverChange() {
        assertThat(ids.command(KEY)).hasToString("a0ebf9a1-4ad3-8478-89f5-3194e027782c");
        assertThat(ids.order(KEY)).hasToString("08d654ab-91d5-8a68-9ede-b510a3b62297");
    }

    @Test
    void everyIdIsAUuidOfVersion8() {
        for (int i = 1; i < 100; i++) {
            assertThat(List.of(ids.command(KEY.ofLine(i)).value(), ids.order(KEY.ofLine(i)).value()))
                    .allSatisfy(id -> {
                        assertThat(id.version()).isEqualTo(8);
                        assertThat(id.variant()).isEqualTo(2);
                    });
        }
    }

    @Test
    void requestsThatAreNotTheSameShareNoId() {
        UserId demo = KEY.user();
        List<UUID> all = new ArrayList<>();
        for (IdempotencyKey key : List.of(KEY, new IdempotencyKey(new UserId("demo2"), "POST", "/v1/orders", "k-1"),
                new IdempotencyKey(demo, "PUT", "/v1/orders", "k-1"),
                new IdempotencyKey(demo, "POST", "/v1/others", "k-1"),
                new IdempotencyKey(demo, "POST", "/v1/order", "sk-1"),
                new IdempotencyKey(demo, "POST", "/v1/orders", "K-1"),
                new IdempotencyKey(new UserId("dem"), "oPOST", "/v1/orders", "k-1"), KEY.ofLine(1), KEY.ofLine(2))) {
            all.add(ids.command(key).value());
            all.add(ids.order(key).value());
        }

        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void anotherSecretGivesOtherIds() {
        byte[] another = new byte[32];
        another[31] = 1;

        assertThat(new KeyedIds(another).command(KEY)).isNotEqualTo(ids.command(KEY));
    }

    /** So that a single line can be sent again by itself. */
    @Test
    void aLineHasTheKeyThatItsNumberMakes() {
        assertThat(ids.command(KEY.ofLine(7)))
                .isEqualTo(ids.command(new IdempotencyKey(KEY.user(), "POST", "/v1/orders", "k-1/7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\t", "é", "\u007f"})
    void aKeyHasVisibleCharactersOnly(String value) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new IdempotencyKey(KEY.user(), "POST", "/v1/orders", value));
    }

    @Test
    void aKeyHasAtMost255Characters() {
        assertThat(new IdempotencyKey(KEY.user(), "POST", "/v1/orders", "~".repeat(255)).ofLine(Long.MAX_VALUE))
                .isNotNull();
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new IdempotencyKey(KEY.user(), "POST", "/v1/orders", "~".repeat(256)));
    }
}
