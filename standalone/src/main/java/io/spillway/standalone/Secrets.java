package io.spillway.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What nobody else may know: the keys that sign operation ids and tokens, and the passwords of the embedded broker and of
 * the demo user. Made at the first start, kept in the data folder for its owner only, and used again.
 *
 * @param signingKey EC P-256, PKCS#8, PEM on one line
 */
record Secrets(String operationsKey, String signingKey, String brokerPassword, String demoPassword) {

    private static final int BYTES = 32;

    /** @param data null to keep them in memory only */
    static Secrets of(@Nullable Path data) {
        if (data == null) {
            return new Secrets(key(), p256(), password(), password());
        }
        Path folder = data.resolve("secrets");
        try {
            createForOwner(folder);
            return new Secrets(kept(folder.resolve("operations.key"), key()),
                    kept(folder.resolve("signing.key"), p256()),
                    kept(folder.resolve("broker.password"), password()),
                    kept(folder.resolve("demo.password"), password()));
        } catch (IOException e) {
            throw new StartException("The data folder " + data
                    + " cannot be read or written: check its permissions, or choose another with --data.", e);
        }
    }

    private static void createForOwner(Path folder) throws IOException {
        Files.createDirectories(folder);
        PosixFileAttributeView permissions = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (permissions != null) {
            permissions.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static String kept(Path file, String fresh) throws IOException {
        if (!Files.exists(file)) {
            keep(file, fresh);
            return fresh;
        }
        return read(file);
    }

    /** Keeps a secret for its owner only, in place of an earlier one. */
    static void keep(Path file, String secret) throws IOException {
        // A temporary file is its owner's only. Moved, so that a killed start leaves all of it or nothing.
        Path complete = Files.createTempFile(file.getParent(), "new", ".secret");
        Files.writeString(complete, secret + "\n");
        Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static String read(Path file) throws IOException {
        PosixFileAttributeView permissions = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (permissions != null) {
            permissions.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 1 || lines.getFirst().length() < BYTES) {
            throw new StartException(
                    "The file " + file + " is damaged: restore it, or delete it to have a new one made.");
        }
        return lines.getFirst();
    }

    private static String key() {
        return Base64.getEncoder().encodeToString(random());
    }

    private static String p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return "-----BEGIN PRIVATE KEY-----"
                    + Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                    + "-----END PRIVATE KEY-----";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK makes P-256 keys", impossible);
        }
    }

    /** Needs no escaping in a URI. */
    private static String password() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Secrets[not shown]";
    }
}
