package io.spillway.testservers;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Containers whose ports on this host are chosen beforehand, so that they stay the same when a container starts again. */
final class Containers {
    private static final Duration START = Duration.ofMinutes(2);

    private Containers() {}

    /** Binds host port {@code first + i} to the container's i-th port. */
    static GenericContainer<?> create(String image, int first, List<Integer> ports) {
        String address = "127.0.0.1".equals(host()) ? "127.0.0.1:" : "";
        List<PortBinding> bindings = IntStream.range(0, ports.size())
                .mapToObj(i -> PortBinding.parse(address + (first + i) + ":" + ports.get(i))).toList();
        return new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false) // it is here already, see Docker
                .withStartupTimeout(START)
                .withExposedPorts(ports.toArray(Integer[]::new))
                .withCreateContainerCmdModifier(command -> {
                    HostConfig host = command.getHostConfig();
                    command.withHostConfig(
                            (host == null ? HostConfig.newHostConfig() : host).withPortBindings(bindings));
                });
    }

    static String host() {
        String host = org.testcontainers.DockerClientFactory.instance().dockerHostIpAddress();
        return "localhost".equals(host) ? "127.0.0.1" : host;
    }
}
