package io.spillway.testservers;

import java.util.List;
import java.util.stream.IntStream;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** Containers whose ports on this host are chosen beforehand, so that they stay the same when a container starts again. */
final class Containers {
    /** Open ports prove nothing; whoever starts a container connects to it, and has a limit for that. */
    private static final WaitStrategy BY_ITS_USER = new AbstractWaitStrategy() {
        @Override
        protected void waitUntilReady() {}
    };

    private Containers() {}

    /** Binds host port {@code first + i} to the container's i-th port. */
    static GenericContainer<?> create(String image, int first, List<Integer> ports) {
        String address = "127.0.0.1".equals(host()) ? "127.0.0.1:" : "";
        List<PortBinding> bindings = IntStream.range(0, ports.size())
                .mapToObj(i -> PortBinding.parse(address + (first + i) + ":" + ports.get(i))).toList();
        return new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false) // it is here already, see Docker
                .waitingFor(BY_ITS_USER)
                .withExposedPorts(ports.toArray(Integer[]::new))
                .withCreateContainerCmdModifier(command -> {
                    HostConfig host = command.getHostConfig();
                    command.withHostConfig(
                            (host == null ? HostConfig.newHostConfig() : host).withPortBindings(bindings));
                });
    }

    static String host() {
        String host = DockerClientFactory.instance().dockerHostIpAddress();
        return "localhost".equals(host) ? "127.0.0.1" : host;
    }
}
