package io.spillway.writer.mongodb;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.writer.core.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChainsTest {

    private static final CommandId ID = new CommandId(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));

    @Test
    void keepsEveryOutcomeThatThereIs() {
        Map<CommandId, Verdict> chain = new HashMap<>();
        chain.put(ID, verdict(new Outcome.Applied(Long.MAX_VALUE)));
        for (RefusalCode code : RefusalCode.values()) {
            chain.put(new CommandId(UUID.randomUUID()), verdict(new Outcome.Rejected(code)));
        }

        assertThat(Chains.unpack(Chains.pack(chain))).isEqualTo(chain);
        assertThat(Chains.unpack(Chains.pack(Map.of()))).isEmpty();
    }

    /** Changing it strands what is stored. */
    @Test
    void looksTheSameForEver() {
        assertThat(HexFormat.of().formatHex(Chains.pack(Map.of(ID, verdict(new Outcome.Applied(7))))))
                .isEqualTo("01" + "00112233445566778899aabbccddeeff" + "000102030405060708090a0b0c0d0e0f" + "00"
                        + "0000000000000007");
        assertThat(HexFormat.of().formatHex(
                Chains.pack(Map.of(ID, verdict(new Outcome.Rejected(RefusalCode.INVALID_ORDER))))))
                .isEqualTo("01" + "00112233445566778899aabbccddeeff" + "000102030405060708090a0b0c0d0e0f" + "0d"
                        + "696e76616c69642d6f72646572");
    }

    @Test
    void doesNotGuessAtWhatALaterVersionWrote() {
        byte[] later = Chains.pack(Map.of(ID, verdict(new Outcome.Applied(1))));
        later[0] = 2;

        assertThatThrownBy(() -> Chains.unpack(later)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format");
    }

    private static Verdict verdict(Outcome outcome) {
        byte[] hash = new byte[PayloadHash.BYTES];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) i;
        }
        return new Verdict(PayloadHash.of(hash), outcome);
    }
}
