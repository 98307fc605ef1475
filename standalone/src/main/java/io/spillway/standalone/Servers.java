package io.spillway.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import io.spillway.embedded.EmbeddedBroker;
import io.spillway.embedded.EmbeddedServerException;
import io.spillway.embedded.EmbeddedStore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/** The broker and the store: embedded, or the real ones that the environment names. */
final class Servers implements AutoCloseable {

    private static final String BROKER_USER = "spillway";

    private final PropertyResolver environment;
    private final Secrets secrets;
    private final @Nullable Path data;
    private final @Nullable FutureTask<EmbeddedBroker> broker;
    private final @Nullable EmbeddedStore store;

    private Servers(@Nullable Path data, Secrets secrets, PropertyResolver environment) {
        this.environment = environment;
        this.secrets = secrets;
        this.data = data;
        this.broker = realBroker(environment) == null ? startBroker() : null;
        this.store = realStore(environment) == null ? startStore() : null;
    }

    /**
     * Returns when the store takes connections. The broker takes much longer and goes on starting; whoever asks for its
     * arguments waits for it. Real servers are not asked: the services know how to wait for them.
     *
     * @throws StartException with a sentence for the user
     */
    static Servers start(@Nullable Path data, Secrets secrets, PropertyResolver environment) {
        return new Servers(data, secrets, environment);
    }

    private FutureTask<EmbeddedBroker> startBroker() {
        EmbeddedBroker.Settings settings = new EmbeddedBroker.Settings(0, below(data, "broker"), BROKER_USER,
                secrets.brokerPassword());
        FutureTask<EmbeddedBroker> starting = new FutureTask<>(() -> EmbeddedBroker.start(settings));
        LogLabel.startThread("broker", starting);
        return starting;
    }

    private EmbeddedStore startStore() {
        try {
            return LogLabel.call("store",
                    () -> EmbeddedStore.start(new EmbeddedStore.Settings(0, below(data, "store"))));
        } catch (EmbeddedServerException e) {
            closeBroker();
            throw refused(e);
        }
    }

    /** For the services that publish or consume. Waits for the broker. */
    List<String> brokerArguments() {
        if (broker != null) {
            return List.of("--spring.rabbitmq.addresses=" + Ports.ADDRESS + ":" + started(broker).port(),
                    "--spring.rabbitmq.username=" + BROKER_USER,
                    "--spring.rabbitmq.password=" + secrets.brokerPassword(),
                    "--spring.rabbitmq.virtual-host=/",
                    "--spring.rabbitmq.ssl.enabled=false");
        }
        return List.of("--spring.rabbitmq.addresses=" + realBroker(environment));
    }

    /** For the services that read or write orders. */
    List<String> storeArguments() {
        return List.of("--spring.mongodb.uri=" + (store != null ? store.uri() + "/orders" : realStore(environment)));
    }

    /** For the gateway, which keeps accounts, in a database of their own. */
    List<String> accountsArguments() {
        return List.of("--spring.mongodb.uri=" + (store != null ? store.uri() : realStore(environment)),
                "--spring.mongodb.database=identity");
    }

    /** For the banner, so without credentials. */
    String describeBroker() {
        return broker != null
                ? "embedded (Apache Qpid Broker-J), " + Ports.ADDRESS + ":" + started(broker).port() + ", "
                        + place("broker")
                : "RabbitMQ at " + PublicAddress.ofList(String.valueOf(realBroker(environment)));
    }

    /** For the banner, so without credentials. */
    String describeStore() {
        return store != null
                ? "embedded (mongo-java-server), " + store.uri() + "/orders, " + place("store")
                : "MongoDB at " + PublicAddress.ofUri(String.valueOf(realStore(environment)));
    }

    boolean anyEmbedded() {
        return broker != null || store != null;
    }

    private String place(String name) {
        Path folder = below(data, name);
        return folder == null ? "in memory" : "data in " + folder;
    }

    private static @Nullable Path below(@Nullable Path data, String name) {
        return data == null ? null : data.resolve(name);
    }

    private static @Nullable String realBroker(PropertyResolver environment) {
        String addresses = environment.getProperty("spring.rabbitmq.addresses");
        String host = environment.getProperty("spring.rabbitmq.host");
        if (addresses != null && !addresses.isBlank()) {
            return addresses;
        }
        return host == null || host.isBlank()
                ? null
                : host + ":" + environment.getProperty("spring.rabbitmq.port", "5672");
    }

    private static @Nullable String realStore(PropertyResolver environment) {
        String uri = environment.getProperty("spring.mongodb.uri");
        return uri == null || uri.isBlank() ? null : uri;
    }

    private static EmbeddedBroker started(FutureTask<EmbeddedBroker> starting) {
        try {
            return starting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EmbeddedServerException sentence) {
                throw refused(sentence);
            }
            throw new IllegalStateException("The embedded broker failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while starting.", e);
        }
    }

    private static StartException refused(EmbeddedServerException e) {
        return new StartException(e.getMessage() + " (--data chooses another folder, --ephemeral needs none.)", e);
    }

    /** After everything that uses them. Idempotent. */
    @Override
    public void close() {
        closeBroker();
        if (store != null) {
            store.close();
        }
    }

    private void closeBroker() {
        if (broker == null) {
            return;
        }
        EmbeddedBroker toClose;
        try {
            toClose = started(broker);
        } catch (StartException | IllegalStateException neverRan) {
            return;
        }
        toClose.close();
    }
}
