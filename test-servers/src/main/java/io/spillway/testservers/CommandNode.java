package io.spillway.testservers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A node behind the script that {@code TEST_RABBITMQ_COMMAND} names. The script's contract:
 *
 * <ul>
 * <li>{@code COMMAND start DIR PORT} starts a node in the background and returns 0 when it accepts AMQP on 127.0.0.1:PORT for
 * user {@code test}, password {@code test}, an administrator; the management API is on PORT+1; it may use PORT+2 to PORT+4
 * for itself, and writes only below DIR, where it finds its data at the next start.
 * <li>{@code COMMAND stop DIR} ends that node in good order, {@code COMMAND kill DIR} as {@code kill -9} does; both return
 * when it is gone, and it is no error when none runs.
 * <li>{@code COMMAND ctl DIR ARGS...} runs {@code rabbitmqctl} on that node.
 * </ul>
 *
 * <p>The repository's {@code .ci/rabbitmq-node} is such a script.
 */
final class CommandNode implements PrivateBroker {
    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration END = Duration.ofSeconds(90);

    private final String command;
    private final Path folder = TemporaryFolder.create("test-broker");
    private final int port = FreePorts.inARow(5);

    CommandNode(String command) {
        this.command = command;
    }

    @Override
    public void start() {
        run(START, command, "start", folder.toString(), Integer.toString(port));
    }

    @Override
    public void stop() {
        run(END, command, "stop", folder.toString());
    }

    @Override
    public void kill() {
        run(END, command, "kill", folder.toString());
    }

    @Override
    public void control(String... arguments) {
        run(END, Stream.concat(Stream.of(command, "ctl", folder.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    @Override
    public int acceptTls(TestCertificates certificates) {
        int tlsPort = FreePorts.inARow(1);
        control(certificates.rabbitMqListener("127.0.0.1", tlsPort));
        return tlsPort;
    }

    @Override
    public String uri() {
        return "amqp://test:test@127.0.0.1:" + port;
    }

    @Override
    public String managementUri() {
        return "http://test:test@127.0.0.1:" + (port + 1);
    }

    @Override
    public void close() {
        kill(); // its data goes with it, so there is nothing to end in order
        TemporaryFolder.delete(folder);
    }

    private static void run(Duration patience, String... words) {
        Command.Result result = Command.run(patience, words);
        if (result.status() != 0) {
            throw new TestServersException(
                    TestEnvironment.RABBITMQ_COMMAND + ": `" + String.join(" ", words) + "` ended with "
                            + result.status() + ": " + result.output());
        }
    }
}
