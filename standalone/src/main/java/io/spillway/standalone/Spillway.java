package io.spillway.standalone;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.PropertyResolver;

/**
 * The whole system in this JVM. {@link #close()} may come at any time, also while it starts, from any thread.
 */
final class Spillway implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Spillway.class);

    /**
     * First the one that needs no broker, which takes as long to start as the first service does. The gateway comes last, so
     * that whoever reaches it finds the rest ready.
     */
    private static final List<Service> START_ORDER = List.of(Service.ORDER_SERVICE, Service.WRITER_SERVICE,
            Service.API_GATEWAY);

    /** First nothing new comes in, then what has arrived is written and acknowledged. */
    private static final List<Service> STOP_ORDER = List.of(Service.API_GATEWAY, Service.WRITER_SERVICE,
            Service.ORDER_SERVICE);

    private static final long LONGEST_STEP_SECONDS = 30;

    private final Settings settings;
    private final PropertyResolver environment;
    private final Consumer<String> progress;
    private final ReentrantLock step = new ReentrantLock();
    private final Map<Service, ConfigurableApplicationContext> running = new EnumMap<>(Service.class);
    private final int gatewayPort;
    private volatile boolean closing;
    private @Nullable Servers servers;
    private @Nullable DemoUser demoUser;

    Spillway(Settings settings, PropertyResolver environment, Consumer<String> progress) {
        this.settings = settings;
        int port = settings.endpoint(Service.API_GATEWAY).port();
        this.gatewayPort = port == 0 ? Ports.anyFree() : port;
        this.environment = environment;
        this.progress = progress;
    }

    /**
     * Returns when all of it takes requests.
     *
     * @throws StartException with a sentence for the user; what had been started by then waits for {@link #close()}
     */
    void start() {
        Ports.requireFree(settings);
        Secrets secrets = Secrets.of(settings.data());
        inOneStep(() -> {
            progress.accept("Starting the broker and the store ...");
            servers = Servers.start(settings.data(), secrets, environment);
        });
        for (Service service : START_ORDER) {
            inOneStep(() -> {
                progress.accept("Starting " + service.label() + " ...");
                running.put(service, run(service, arguments(service, secrets)));
            });
        }
        inOneStep(() -> demoUser = DemoUser.logIn(URI.create(url(Service.API_GATEWAY)), secrets.demoPassword(),
                settings.data()));
    }

    private void inOneStep(Runnable work) {
        step.lock();
        try {
            if (closing) {
                throw new StartException("Stopped while starting.");
            }
            work.run();
        } finally {
            step.unlock();
        }
    }

    private ConfigurableApplicationContext run(Service service, List<String> arguments) {
        // Its threads are to inherit the label, which ends with this one.
        return LogLabel.call(service.label(), () -> {
            try {
                return service.application().run(arguments.toArray(String[]::new));
            } catch (RuntimeException e) {
                throw new StartException(reason(service, e), e);
            }
        });
    }

    private static String reason(Service service, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException taken) {
                return "Port %d is already in use, so %s cannot start: choose another with %s or %s.".formatted(
                        taken.getPort(), service.label(), service.portOption(), Service.MANAGEMENT_PORT_OPTION);
            }
        }
        return service.label() + " did not start: " + NestedExceptionUtils.getMostSpecificCause(e).getMessage();
    }

    /** Command line arguments, because they alone win over environment variables, which are every service's. */
    private List<String> arguments(Service service, Secrets secrets) {
        Servers backends = Objects.requireNonNull(servers);
        Endpoint endpoint = settings.endpoint(service);
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.name=" + service.label(),
                "--spring.application.name=" + service.label(),
                "--server.address=" + Ports.ADDRESS,
                "--server.port=" + (service == Service.API_GATEWAY ? gatewayPort : endpoint.port()),
                "--management.server.address=" + Ports.ADDRESS,
                "--management.server.port=" + endpoint.managementPort(),
                // We stop them ourselves, in our order, and log to the end.
                "--spring.main.register-shutdown-hook=false",
                "--logging.register-shutdown-hook=false",
                // Three registries, one for each; the global one would mix them.
                "--management.metrics.use-global-registry=false",
                "--spring.jmx.enabled=false",
                "--spring.main.banner-mode=off",
                "--spring.main.log-startup-info=" + settings.verbose()));
        switch (service) {
            case WRITER_SERVICE -> {
                arguments.addAll(backends.brokerArguments());
                arguments.addAll(backends.storeArguments());
            }
            case ORDER_SERVICE -> {
                arguments.addAll(backends.storeArguments());
                arguments.add("--spillway.security.jwks-url=http://" + Ports.ADDRESS + ":" + gatewayPort
                        + "/.well-known/jwks.json");
            }
            case API_GATEWAY -> {
                arguments.addAll(backends.brokerArguments());
                arguments.addAll(backends.accountsArguments());
                if (environment.getProperty("spillway.security.signing-keys") == null) {
                    arguments.add("--spillway.security.signing-keys=" + secrets.signingKey());
                }
                // The one in the banner is to last for a first look.
                if (environment.getProperty("spillway.security.access-token-lifetime") == null) {
                    arguments.add("--spillway.security.access-token-lifetime=12h");
                }
                // nobody balances the load of a first look
                arguments.add("--spillway.stop.quiet-period=0s");
                arguments.add("--spillway.order-service.url=" + url(Service.ORDER_SERVICE));
                if (environment.getProperty("spillway.operations.key") == null) {
                    arguments.add("--spillway.operations.key=" + secrets.operationsKey());
                }
            }
        }
        return arguments;
    }

    String url(Service service) {
        return "http://" + Ports.ADDRESS + ":" + localPort(service, "local.server.port");
    }

    String managementUrl(Service service) {
        return "http://" + Ports.ADDRESS + ":" + localPort(service, "local.management.port");
    }

    private String localPort(Service service, String property) {
        return context(service).getEnvironment().getRequiredProperty(property);
    }

    /** Of a service that was started. */
    ConfigurableApplicationContext context(Service service) {
        return Objects.requireNonNull(running.get(service), service::label);
    }

    DemoUser demoUser() {
        return Objects.requireNonNull(demoUser, "started");
    }

    Servers servers() {
        return Objects.requireNonNull(servers, "started");
    }

    /** Takes nothing new, writes and acknowledges what is in flight, then stops the servers. Idempotent. */
    @Override
    public void close() {
        closing = true;
        boolean quiet = awaitStep();
        try {
            for (Service service : STOP_ORDER) {
                close(service.label(), running.remove(service));
            }
            close("the servers", servers);
        } finally {
            if (quiet) {
                step.unlock();
            }
        }
    }

    private boolean awaitStep() {
        try {
            return step.tryLock(LONGEST_STEP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void close(String what, @Nullable AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            // The next part still deserves its orderly stop.
            log.warn("{} did not stop in good order", what, e);
        }
    }
}
