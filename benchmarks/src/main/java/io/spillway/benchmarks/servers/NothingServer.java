package io.spillway.benchmarks.servers;

import java.util.Set;

import io.spillway.gateway.ApiGateway;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.CommandPublisher;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The gateway with all that it does before a command is published, and an answer instead of that. */
public final class NothingServer {

    private NothingServer() {}

    public static void main(String[] args) {
        SpringApplication gateway = ApiGateway.application();
        gateway.addPrimarySources(Set.of(Accepting.class));
        gateway.run(args);
    }

    @Configuration(proxyBeanMethods = false)
    static class Accepting {

        private static final Acceptance ACCEPTED = new Acceptance.Accepted();

        /** Beside the real one, which stays idle. */
        @Bean
        @Primary
        CommandPublisher acceptsAtOnce() {
            return command -> ACCEPTED;
        }
    }
}
