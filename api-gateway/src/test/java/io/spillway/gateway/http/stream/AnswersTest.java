package io.spillway.gateway.http.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AnswersTest {

    @AutoClose
    private final Answers answers = new Answers(10, 100);

    @Test
    void whatIsAppendedComesOutInOrder() throws IOException {
        append("one", "two");
        assertThat(take(100)).isEqualTo("onetwo");

        append("three", "four", "in the file", "too");
        assertThat(take(5)).isEqualTo("three");
        append("!");
        assertThat(take(100)).isEqualTo("four");
        assertThat(take(100)).isEqualTo("in the filetoo!");
        assertThat(answers.isEmpty()).isTrue();
    }

    @Test
    void theFileIsMadeOnlyWhenMemoryIsFull() throws IOException {
        append("0123456789");
        assertThat(spoolFiles()).isZero();
        append("x");
        assertThat(spoolFiles()).isEqualTo(1);

        answers.close();
        assertThat(spoolFiles()).isZero();
    }

    @Test
    void theEndIsToldBehindTheLastAnswer() throws IOException {
        append("one");
        answers.finish();

        assertThat(take(100)).isEqualTo("one");
        assertThat(answers.take(new byte[10])).isEqualTo(-1);
        assertThat(answers.take(new byte[10])).isEqualTo(-1);
    }

    @Test
    void whoAppendsWaitsWhenMemoryAndFileAreFull() throws Exception {
        append("0123456789", "f".repeat(100));

        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> answers.append(bytes("more")));
        await().during(100, TimeUnit.MILLISECONDS).until(() -> !waiting.isDone());
        assertThat(take(100)).isEqualTo("0123456789");
        assertThat(take(100)).isEqualTo("f".repeat(100));

        assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(take(100)).isEqualTo("more");
    }

    @Test
    void anAnswerThatFitsNowhereGoesAlone() throws Exception {
        append("one");
        CompletableFuture<Boolean> waiting = CompletableFuture
                .supplyAsync(() -> answers.append(bytes("x".repeat(200))));
        await().during(50, TimeUnit.MILLISECONDS).until(() -> !waiting.isDone());

        assertThat(take(100)).isEqualTo("one");
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(take(300)).hasSize(200);
    }

    @Test
    void closingLetsBothSidesGo() throws Exception {
        append("0123456789", "f".repeat(100));
        CompletableFuture<Boolean> appending = CompletableFuture.supplyAsync(() -> answers.append(bytes("more")));
        await().during(50, TimeUnit.MILLISECONDS).until(() -> !appending.isDone());

        answers.close();

        assertThat(appending.get(5, TimeUnit.SECONDS)).isFalse();
        assertThat(answers.take(new byte[10])).isEqualTo(-1);
        assertThat(answers.append(bytes("late"))).isFalse();
    }

    /** Far more than the file may take at a time passes through it, in pieces that never fit evenly. */
    @ParameterizedTest
    @CsvSource({"10, 100", "1000, 64", "0, 1000", "50, 0"})
    void nothingIsLostOrChangedOnTheWay(int memory, long file) throws Exception {
        Random random = new Random(7);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (Answers through = new Answers(memory, file)) {
            CompletableFuture<Void> appending = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 5_000; i++) {
                    byte[] answer = new byte[1 + random.nextInt(60)];
                    random.nextBytes(answer);
                    sent.writeBytes(answer);
                    through.append(answer);
                }
                through.finish();
            });
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            byte[] buffer = new byte[37];
            for (int length = through.take(buffer); length >= 0; length = through.take(buffer)) {
                received.write(buffer, 0, length);
            }
            appending.get(5, TimeUnit.SECONDS);

            assertThat(received.toByteArray()).isEqualTo(sent.toByteArray());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFileNeverGrowsBeyondItsLimit() throws IOException {
        append("0123456789");
        for (int i = 0; i < 100; i++) {
            append("x".repeat(33), "y".repeat(33));
            assertThat(take(40)).isNotEmpty();
            assertThat(take(40)).isNotEmpty();
        }

        assertThat(Files.size(OpenFiles.descriptors(".answers").getFirst())).isLessThanOrEqualTo(100);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void onlyThisUserMayOpenTheFile() throws IOException {
        append("0123456789", "x");

        Path file = OpenFiles.descriptors(".answers").getFirst();
        assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE);
        assertThat(Files.readSymbolicLink(file).toString()).as("nothing is left by kill -9").endsWith("(deleted)");
    }

    private void append(String... texts) {
        for (String text : texts) {
            assertThat(answers.append(bytes(text))).isTrue();
        }
    }

    private String take(int atMost) throws IOException {
        byte[] target = new byte[atMost];
        int length = answers.take(target);
        return new String(Arrays.copyOf(target, length), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long spoolFiles() throws IOException {
        return OpenFiles.named(".answers").size();
    }
}
