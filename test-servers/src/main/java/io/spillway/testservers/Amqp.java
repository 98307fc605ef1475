package io.spillway.testservers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ExceptionHandler;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;

/** Plain AMQP connections for the harness itself. */
final class Amqp {
    private static final int TIMEOUT_MILLIS = 5_000;

    private static final ExceptionHandler SILENT = new ForgivingExceptionHandler() {
        @Override
        protected void log(String message, Throwable e) {}
    };

    private Amqp() {}

    static ConnectionFactory factory(String uri) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
            throw new TestServersException(
                    "Not an AMQP URI like amqp://user:password@host:port/vhost: " + e.getMessage(), e);
        }
        factory.setConnectionTimeout(TIMEOUT_MILLIS);
        factory.setHandshakeTimeout(TIMEOUT_MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setExceptionHandler(SILENT); // whoever asks gets the exception; a server that starts refuses many times
        return factory;
    }

    static Connection connect(String uri) throws IOException, TimeoutException {
        return factory(uri).newConnection("test-servers");
    }

    /** False when the time is up, or whoever should accept it is no longer worth waiting for. */
    static boolean awaitConnection(String uri, Duration patience, BooleanSupplier worthWaiting) {
        return Await.until(patience, () -> !worthWaiting.getAsBoolean() || accepts(uri)) && worthWaiting.getAsBoolean();
    }

    private static boolean accepts(String uri) {
        try (Connection connection = connect(uri)) {
            return connection.isOpen();
        } catch (IOException | TimeoutException notYet) {
            return false;
        }
    }
}
