package io.spillway.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import io.spillway.embedded.EmbeddedBroker.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddedBrokerIT {
    @TempDir
    Path folder;

    @Test
    void keepsMessagesOverARestartAndTakesTheNewPassword() throws Exception {
        Settings first = new Settings(0, folder, "ann", "secret");
        String oldCredentials;
        try (EmbeddedBroker broker = EmbeddedBroker.start(first); Connection connection = Amqp.connect(broker.uri())) {
            Amqp.publish(Amqp.confirming(connection), "kept");
            oldCredentials = "amqp://ann:secret@127.0.0.1:";
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(new Settings(0, folder, "ben", "other"))) {
            assertThatExceptionOfType(PossibleAuthenticationFailureException.class)
                    .isThrownBy(() -> Amqp.connect(oldCredentials + broker.port()));
            try (Connection connection = Amqp.connect(broker.uri()); Channel channel = connection.createChannel()) {
                assertThat(Amqp.text(channel.basicGet(Amqp.QUEUE, true))).isEqualTo("kept");
            }
        }
    }

    @Test
    void listensOnTheChosenPort() {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(Settings.inMemory("ann", "secret"))) {
            port = broker.port();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(new Settings(port, null, "ann", "secret"))) {
            assertThat(broker.port()).isEqualTo(port);
        }
    }

    @Test
    void holdsItsFolderUntilItsProcessIsKilledAndKeepsEverythingConfirmed() throws Exception {
        try (ChildJvm child = ChildJvm.run(PublishForever.class, folder)) {
            child.awaitLine("200");
            assertThatExceptionOfType(EmbeddedServerException.class)
                    .isThrownBy(() -> EmbeddedBroker.start(new Settings(0, folder, "ann", "secret")))
                    .withMessageContaining("is in use by another running server");
            child.kill();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(new Settings(0, folder, "ann", "secret"));
                Connection connection = Amqp.connect(broker.uri())) {
            assertThat(drain(connection.createChannel())).contains(numbers(200));
        }
    }

    @Test
    void leavesTheEndToItsHostWhenTheProcessExits() throws Exception {
        try (ChildJvm child = ChildJvm.run(PublishWhileExiting.class, folder)) {
            child.awaitLine("drained");
            assertThat(child.awaitExit()).isZero();
        }
    }

    @Test
    void saysThatItsFolderIsInUse() {
        try (EmbeddedBroker running = EmbeddedBroker.start(new Settings(0, folder, "ann", "secret"))) {
            assertThat(running.port()).isPositive();
            assertThatExceptionOfType(EmbeddedServerException.class)
                    .isThrownBy(() -> EmbeddedBroker.start(new Settings(0, folder, "ann", "secret")))
                    .withMessage("The data folder " + folder + " is in use by another running server;"
                            + " stop that one first or choose another folder.");
        }
    }

    @Test
    void saysThatItsPortIsTaken() {
        try (EmbeddedBroker running = EmbeddedBroker.start(Settings.inMemory("ann", "secret"))) {
            assertThatExceptionOfType(EmbeddedServerException.class)
                    .isThrownBy(() -> EmbeddedBroker.start(new Settings(running.port(), folder, "ann", "secret")))
                    .withMessage("The port " + running.port()
                            + " on 127.0.0.1 is taken; stop what listens there or choose another port.");
        }
    }

    @Test
    void leavesNoPasswordAndNoThreadBehind() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(new Settings(0, folder, "ann", "0ur-s3cret"))) {
            assertThat(broker.port()).isPositive();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Amqp.text(Files.readAllBytes(file)))
                            .doesNotContain("0ur-s3cret"));
        }
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isNull();
        assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> !thread.isDaemon())
                .extracting(Thread::getName)
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("broker"));
    }

    private static Set<String> drain(Channel channel) throws Exception {
        Set<String> texts = new HashSet<>();
        for (GetResponse got = channel.basicGet(Amqp.QUEUE, true); got != null; got = channel.basicGet(Amqp.QUEUE,
                true)) {
            texts.add(Amqp.text(got));
        }
        return texts;
    }

    private static String[] numbers(int last) {
        return Stream.iterate(0, i -> i <= last, i -> i + 1).map(String::valueOf).toArray(String[]::new);
    }
}
