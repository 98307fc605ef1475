package io.spillway.e2e.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs deploy/secrets/secrets, which makes and hands out the stack's secrets, in a folder instead of a container. */
class SecretsTest {

    private static final Path SCRIPT = Path.of("../deploy/secrets/secrets").toAbsolutePath();
    private static final Path DEFINITIONS = Path.of("../deploy/rabbitmq/definitions.json").toAbsolutePath();
    private static final List<String> READERS = List.of("gateway", "writer", "order", "rabbitmq", "mongodb");

    @TempDir
    private static Path shared;
    private static Place generated = new Place(Path.of(""));
    private static Run made = new Run(0, "");

    private final Place own;

    SecretsTest(@TempDir Path folder) throws IOException {
        own = Place.in(folder);
    }

    record Run(int status, String output) {}

    @BeforeAll
    static void generate() throws IOException, InterruptedException {
        assumeTrue(Stream.of("/bin/bash", "/usr/bin/openssl").allMatch(tool -> Files.isExecutable(Path.of(tool))),
                "needs bash and openssl");
        generated = Place.in(shared);
        made = generated.run(Map.of(), "generate");
    }

    /** A folder with what volumes are in a container. */
    record Place(Path folder) {

        static Place in(Path folder) throws IOException {
            for (String name : READERS) {
                Files.createDirectory(folder.resolve(name));
            }
            Files.createDirectory(folder.resolve("all"));
            return new Place(folder);
        }

        Run run(Map<String, String> settings, String... arguments) throws IOException, InterruptedException {
            ProcessBuilder builder = new ProcessBuilder(
                    Stream.concat(Stream.of("/bin/bash", SCRIPT.toString()), Stream.of(arguments)).toList())
                    .redirectErrorStream(true);
            builder.environment().putAll(Map.of("SECRETS_ALL", folder.resolve("all").toString(), "SECRETS_OUT",
                    folder.toString(), "SECRETS_DEFINITIONS", DEFINITIONS.toString()));
            builder.environment().putAll(settings);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(process.exitValue(), output);
        }

        void replace(String name, String content) throws IOException {
            Files.delete(folder.resolve(name));
            Files.writeString(folder.resolve(name), content);
        }

        /** Without the newline that a file may end with. */
        String read(String name) throws IOException {
            return Files.readString(folder.resolve(name)).stripTrailing();
        }

        List<String> names(String reader) throws IOException {
            try (Stream<Path> files = Files.list(folder.resolve(reader))) {
                return files.map(file -> file.getFileName().toString()).toList();
            }
        }

        List<Path> files() throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile).toList();
            }
        }

        Map<String, String> contents() throws IOException {
            Map<String, String> contents = new TreeMap<>();
            for (Path file : files()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file));
            }
            return contents;
        }
    }

    @Test
    void givesEachReaderWhatItNeedsAndNothingElse() throws Exception {
        assertThat(generated.names("gateway")).containsExactlyInAnyOrder("spring.rabbitmq.password",
                "spring.mongodb.uri",
                "spillway.operations.key", "spillway.security.signing-keys", "spillway.security.operator.password",
                "spillway.security.operator.consumer-key");
        assertThat(generated.names("writer")).containsExactlyInAnyOrder("spring.rabbitmq.password",
                "spring.mongodb.uri");
        assertThat(generated.names("order")).containsExactly("spring.mongodb.uri");
        assertThat(generated.names("rabbitmq")).containsExactlyInAnyOrder("definitions.json", "erlang-cookie");
        assertThat(generated.names("mongodb")).containsExactlyInAnyOrder("root-password", "gateway-password",
                "writer-password",
                "order-service-password", "keyfile");
        assertThat(generated.read("writer/spring.mongodb.uri"))
                .isEqualTo("mongodb://writer:" + generated.read("mongodb/writer-password")
                        + "@mongodb:27017/orders?authSource=admin&replicaSet=spillway");
    }

    @Test
    void letsOnlyTheGroupReadAndNobodyWrite() throws Exception {
        for (Path file : generated.files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as(file.toString())
                    .isEqualTo("r--r-----");
        }
    }

    @Test
    void keepsWhatIsThereAndMakesWhatIsMissing() throws Exception {
        own.run(Map.of(), "generate");
        Map<String, String> before = own.contents();
        Files.delete(own.folder().resolve("all/operations-key"));

        assertThat(own.run(Map.of(), "generate").output()).isEqualTo("secrets: 1 made, 12 kept\n");

        Map<String, String> after = own.contents();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.entrySet().stream().filter(file -> !file.getValue().equals(before.get(file.getKey()))))
                .extracting(Map.Entry::getKey).containsExactly("all/operations-key", "gateway/spillway.operations.key");
    }

    @Test
    void printsNoSecretButWhenAskedTo() throws Exception {
        String shown = generated.run(Map.of(), "show").output();

        assertThat(generated.read("all/rabbitmq-viewer-password")).isNotIn(made.output());
        assertThat(made.output()).doesNotContain("development-");
        assertThat(shown).contains(generated.read("all/rabbitmq-viewer-password"),
                generated.read("all/operator-password"),
                generated.read("all/operator-consumer-key"));
        assertThat(shown).doesNotContain(generated.read("all/mongodb-root-password"),
                generated.read("all/operations-key"));
    }

    @Test
    void hashesThePasswordsOfTheBrokerAsTheBrokerDoes() throws Exception {
        JsonNode users = JsonMapper.shared().readTree(generated.folder().resolve("rabbitmq/definitions.json").toFile())
                .path("users");
        assertThat(users).hasSize(3);
        for (JsonNode user : users) {
            byte[] hash = Base64.getDecoder().decode(user.path("password_hash").stringValue());
            byte[] salt = Arrays.copyOf(hash, 4);
            String password = generated.read("all/rabbitmq-" + user.path("name").stringValue() + "-password");
            assertThat(Arrays.copyOfRange(hash, 4, hash.length)).isEqualTo(sha256(salt, password));
        }
    }

    @Test
    void makesAsManyPartitionsAsAreWanted() throws Exception {
        own.run(Map.of("SPILLWAY_PARTITIONS", "12", "SPILLWAY_QUEUE_MAX_LENGTH", "500"), "generate");

        JsonNode definitions = JsonMapper.shared().readTree(own.folder().resolve("rabbitmq/definitions.json").toFile());
        List<JsonNode> commands = definitions.path("queues").valueStream()
                .filter(queue -> queue.path("name").stringValue().startsWith("orders.commands.")).toList();
        assertThat(commands).hasSize(12)
                .allMatch(queue -> queue.path("arguments").path("x-max-length").intValue() == 500);
        assertThat(definitions.path("bindings").valueStream().map(binding -> binding.path("routing_key").stringValue()))
                .hasSize(13).contains("00", "07", "11").doesNotContain("12");
    }

    @Test
    void refusesTheSecretsOfADevelopmentStackWhereTheyMustBeGiven() throws Exception {
        Run given = generated.run(Map.of(), "given");

        assertThat(given.status()).isNotZero();
        assertThat(given.output()).contains("rabbitmq-gateway-password was generated for a development stack",
                "operations-key was generated for a development stack", "nothing was handed out");
    }

    @Test
    void refusesWhatIsMissingOrEmptyAndNamesAllOfIt() throws Exception {
        own.run(Map.of(), "make", own.folder().resolve("all").toString());
        Files.delete(own.folder().resolve("all/signing-keys"));
        own.replace("all/operations-key", "\n");
        own.replace("all/mongodb-root-password", "short");

        Run given = own.run(Map.of(), "given");

        assertThat(given.status()).isNotZero();
        assertThat(given.output()).contains("signing-keys is missing", "operations-key is empty",
                "mongodb-root-password is shorter than 16 characters");
        assertThat(own.names("gateway")).isEmpty();
    }

    @Test
    void handsOutWhatWasGivenWhateverIsInAPassword() throws Exception {
        own.run(Map.of(), "make", own.folder().resolve("all").toString());
        own.replace("all/mongodb-gateway-password", "p@ss/wörd:%1&2'3\"4\\5\n");
        Files.createDirectories(own.folder().resolve("all/tls/gateway"));
        Files.writeString(own.folder().resolve("all/tls/gateway/ca.pem"), "a certificate");

        assertThat(own.run(Map.of(), "given")).isEqualTo(new Run(0, "secrets: 13 given\n"));

        assertThat(own.read("gateway/spring.mongodb.uri"))
                .contains("//gateway:p%40ss%2Fw%C3%B6rd%3A%251%262%273%224%5C5@");
        assertThat(own.read("mongodb/gateway-password")).isEqualTo("p@ss/wörd:%1&2'3\"4\\5");
        assertThat(own.read("gateway/tls/ca.pem")).isEqualTo("a certificate");
    }

    private static byte[] sha256(byte[] salt, String password) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(salt);
        return digest.digest(password.getBytes(StandardCharsets.UTF_8));
    }
}
