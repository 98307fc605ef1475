package io.spillway.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority that nobody knows, with a certificate for servers on 127.0.0.1 and one for clients, made by the JDK's
 * keytool and valid for two days. The files are gone when closed.
 */
public final class TestCertificates implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "not a secret";

    private final Path folder = TemporaryFolder.create("certificates");
    private final Path file = folder.resolve("all.p12");
    private final KeyStore keys;

    public TestCertificates() {
        keytool("ca", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign");
        keytool("server", "-signer", "ca", "-ext", "san=ip:127.0.0.1");
        keytool("client", "-signer", "ca");
        try {
            keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            write("ca.pem", "CERTIFICATE", certificate("ca"));
            write("client.pem", "CERTIFICATE", certificate("client"));
            write("client.key", "PRIVATE KEY", key("client"));
        } catch (GeneralSecurityException | IOException e) {
            throw new TestServersException("keytool made no usable certificates: " + e, e);
        }
    }

    private void keytool(String alias, String... more) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias,
                "-dname", "CN=" + alias, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2",
                "-keystore", file.toString(), "-storepass", PASSWORD));
        words.addAll(List.of(more));
        Command.Result result = Command.run(PATIENCE, words.toArray(String[]::new));
        if (result.status() != 0) {
            throw new TestServersException("keytool: " + result.output());
        }
    }

    private void write(String name, String type, byte[] der) throws IOException {
        Files.writeString(folder.resolve(name), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type,
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der), type));
    }

    private byte[] certificate(String alias) throws GeneralSecurityException {
        return keys.getCertificate(alias).getEncoded();
    }

    private byte[] key(String alias) throws GeneralSecurityException {
        return keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
    }

    /** The authority's certificate in PEM. */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /** The client's certificate in PEM. */
    public Path client() {
        return folder.resolve("client.pem");
    }

    /** The client's private key in PEM. */
    public Path clientKey() {
        return folder.resolve("client.key");
    }

    /** For a server: shows its certificate, and trusts clients that the authority knows. */
    public SSLContext server() {
        try {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore server = KeyStore.getInstance("PKCS12");
            server.load(null, null);
            server.setKeyEntry("server", keys.getKey("server", PASSWORD.toCharArray()), PASSWORD.toCharArray(),
                    keys.getCertificateChain("server"));
            own.init(server, PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", keys.getCertificate("ca"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new TestServersException("The certificates cannot be used: " + e, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has a RabbitMQ node listen with the server's certificate, to clients that show one of the authority's. */
    String[] rabbitMqListener(String host, int port) {
        UnaryOperator<String> erlang = base64 -> "base64:decode(<<\"" + base64 + "\">>)";
        Base64.Encoder encoder = Base64.getEncoder();
        try {
            String authority = erlang.apply(encoder.encodeToString(certificate("ca")));
            String server = erlang.apply(encoder.encodeToString(certificate("server")));
            String key = erlang.apply(encoder.encodeToString(key("server")));
            return new String[]{"eval", """
                    rabbit_networking:ensure_ssl(),
                    rabbit_networking:start_ssl_listener({"%s", %d}, [{cacerts, [%s]}, {cert, %s},
                        {key, {'PrivateKeyInfo', %s}}, {verify, verify_peer}, {fail_if_no_peer_cert, true}], 2).
                    """.formatted(host, port, authority, server, key)};
        } catch (GeneralSecurityException e) {
            throw new TestServersException("The certificates cannot be used: " + e, e);
        }
    }

    @Override
    public void close() {
        TemporaryFolder.delete(folder);
    }
}
