package io.spillway.testservers;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import org.jspecify.annotations.Nullable;

/** A broker that tests run on. Whoever shares it leaves no queues behind. Thread-safe. */
public final class TestBroker {
    private final String uri;
    private final ConnectionFactory address;
    private final String product;
    private final String version;
    private final String source;
    private final @Nullable URI managementUri;

    private TestBroker(String uri, Map<String, Object> properties, String source, @Nullable String managementUri) {
        this.uri = uri;
        this.address = Amqp.factory(uri);
        this.product = String.valueOf(properties.get("product"));
        this.version = String.valueOf(properties.get("version"));
        this.source = source;
        this.managementUri = managementUri == null ? null : URI.create(managementUri);
    }

    /** @throws TestServersException if it is unreachable or refuses the credentials */
    static TestBroker at(String uri, String source, @Nullable String managementUri) {
        try (Connection connection = Amqp.connect(uri)) {
            return new TestBroker(uri, connection.getServerProperties(), source, managementUri);
        } catch (IOException | TimeoutException e) {
            ConnectionFactory address = Amqp.factory(uri);
            throw new TestServersException(
                    "The broker of " + source + " at " + address.getHost() + ":" + address.getPort()
                            + " (user " + address.getUsername() + ") does not accept connections: " + e + ".",
                    e);
        }
    }

    public String uri() {
        return uri;
    }

    public String host() {
        return address.getHost();
    }

    public int port() {
        return address.getPort();
    }

    public String user() {
        return address.getUsername();
    }

    public String password() {
        return address.getPassword();
    }

    public String virtualHost() {
        return address.getVirtualHost();
    }

    /** As it names itself, for example {@code RabbitMQ}. */
    public String product() {
        return product;
    }

    public String version() {
        return version;
    }

    public boolean isRabbitMq() {
        return product.equals("RabbitMQ");
    }

    /** RabbitMQ 4 or later. */
    public boolean isRabbitMq4() {
        return isRabbitMq() && Character.isDigit(version.charAt(0))
                && Integer.parseInt(version.replaceFirst("\\D.*", "")) >= 4;
    }

    /** The root of the management API with user and password in it, where there is one. */
    public Optional<URI> managementUri() {
        return Optional.ofNullable(managementUri);
    }

    /** Deletes them with all that is in them; one that does not exist is fine. */
    public void deleteQueues(String... names) {
        forEach(names, Channel::queueDelete);
    }

    /** Empties them; one that does not exist is fine. */
    public void purgeQueues(String... names) {
        forEach(names, Channel::queuePurge);
    }

    /** One that does not exist is fine. */
    public void deleteExchanges(String... names) {
        forEach(names, Channel::exchangeDelete);
    }

    private void forEach(String[] names, Step step) {
        try (Connection connection = Amqp.connect(uri)) {
            for (String name : names) {
                Channel channel = connection.createChannel(); // a name that does not exist closes the channel
                try {
                    step.run(channel, name);
                    channel.close();
                } catch (IOException e) {
                    if (!isNotFound(e)) {
                        throw e;
                    }
                }
            }
        } catch (IOException | TimeoutException e) {
            throw new TestServersException("The broker " + this + " does not do as it is told: " + e, e);
        }
    }

    private static boolean isNotFound(IOException e) {
        return e.getCause() instanceof ShutdownSignalException shutdown
                && shutdown.getReason() instanceof AMQP.Channel.Close close
                && close.getReplyCode() == AMQP.NOT_FOUND;
    }

    private interface Step {
        void run(Channel channel, String name) throws IOException;
    }

    /** For example {@code RabbitMQ 4.0.5 (TEST_RABBITMQ_URI)}; never shows the password. */
    @Override
    public String toString() {
        return product + " " + version + " (" + source + ")";
    }
}
