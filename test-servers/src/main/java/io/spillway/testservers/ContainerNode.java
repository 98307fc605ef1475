package io.spillway.testservers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.github.dockerjava.api.DockerClient;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;

/** A node in a container. */
final class ContainerNode implements PrivateBroker {
    static final List<String> IMAGES = List.of("rabbitmq:4.3-management", "rabbitmq:4-management");

    private static final int TLS = 5671;
    private static final Duration START = Duration.ofMinutes(2);

    private final int port = FreePorts.inARow(3);
    private final GenericContainer<?> container;

    ContainerNode() {
        String image = Objects.requireNonNull(Docker.firstAvailable(IMAGES), "an image of RabbitMQ 4");
        container = Containers.create(image, port, List.of(5672, 15672, TLS))
                .withEnv("RABBITMQ_DEFAULT_USER", "test")
                .withEnv("RABBITMQ_DEFAULT_PASS", "test");
    }

    @Override
    public void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        if (!Amqp.awaitConnection(uri(), START, () -> true)) {
            throw new TestServersException(
                    "RabbitMQ in the container " + container.getDockerImageName() + " did not start.");
        }
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(container.getContainerId()).withTimeout(60).exec();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void control(String... arguments) {
        String[] words = Stream.concat(Stream.of("rabbitmqctl"), Stream.of(arguments)).toArray(String[]::new);
        try {
            Container.ExecResult result = container.execInContainer(words);
            if (result.getExitCode() != 0) {
                throw new TestServersException(String.join(" ", words) + ": " + result.getStderr());
            }
        } catch (IOException e) {
            throw new TestServersException("Docker does not run " + String.join(" ", words), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestServersException("interrupted", e);
        }
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    @Override
    public int acceptTls(TestCertificates certificates) {
        control(certificates.rabbitMqListener("0.0.0.0", TLS));
        return port + 2;
    }

    @Override
    public String uri() {
        return "amqp://test:test@" + Containers.host() + ":" + port;
    }

    @Override
    public String managementUri() {
        return "http://test:test@" + Containers.host() + ":" + (port + 1);
    }

    @Override
    public void close() {
        container.close();
    }
}
