package io.spillway.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/**
 * What {@code deploy/rabbitmq/definitions.json} defines, made in the virtual host of a test broker: the queues, and the accounts
 * {@code gateway}, {@code writer} and {@code viewer} with their rights there, under names of their own and with passwords.
 * Closing deletes the accounts.
 */
public final class BrokerAccounts implements AutoCloseable {
    private static final String[] ACCOUNTS = {"gateway", "writer", "viewer"};

    private final ManagementApi management;
    private final TestBroker broker;
    private final URI managementUri;
    private final String suffix = "-" + UUID.randomUUID();
    private final String password = UUID.randomUUID().toString();

    private BrokerAccounts(TestBroker broker, URI managementUri) {
        this.broker = broker;
        this.managementUri = managementUri;
        this.management = new ManagementApi(managementUri.toString());
    }

    /** @param broker with a management API, see {@link RequiresBrokerAdministrator} */
    public static BrokerAccounts in(TestBroker broker) {
        BrokerAccounts accounts = new BrokerAccounts(broker, broker.managementUri().orElseThrow());
        accounts.management.send("POST", "definitions", accounts.definitions());
        return accounts;
    }

    private String definitions() {
        String here = read().replace("\"/\"", "\"" + broker.virtualHost() + "\"");
        for (String account : ACCOUNTS) {
            here = here.replace("\"" + account + "\"", "\"" + account + suffix + "\"");
        }
        return here.replace("\"password_hash\": \"\"", "\"password_hash\": \"" + hash(password) + "\"");
    }

    private static String read() {
        try {
            return Files.readString(Deployment.file("rabbitmq/definitions.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the broker keeps it (RabbitMQ, "Credentials and Passwords", computing a password hash). */
    private static String hash(String password) {
        byte[] salt = new byte[4];
        new SecureRandom().nextBytes(salt);
        byte[] text = password.getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(ByteBuffer.allocate(salt.length + text.length).put(salt).put(text).array());
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(salt.length + digest.length).put(salt).put(digest).array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name that one of the definitions' accounts has here. */
    public String user(String account) {
        return account + suffix;
    }

    /** That of all accounts. */
    public String password() {
        return password;
    }

    /** An {@code amqp://} URI with the account's user and password. */
    public String uri(String account) {
        // Spring Boot does not decode the path; without one the virtual host is /
        String path = broker.virtualHost().equals("/") ? "" : "/" + broker.virtualHost();
        return "amqp://" + user(account) + ":" + password + "@" + broker.host() + ":" + broker.port() + path;
    }

    /** The root of the management API, without anybody's password. */
    public URI management() {
        return URI.create(managementUri.getScheme() + "://" + managementUri.getHost() + ":" + managementUri.getPort());
    }

    @Override
    public void close() {
        for (String account : ACCOUNTS) {
            management.send("DELETE", "users/" + user(account), "");
        }
        management.close();
    }
}
