package io.spillway.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import io.spillway.testservers.FreePorts;
import io.spillway.testservers.PrivateBroker;
import io.spillway.testservers.Relay;
import io.spillway.testservers.RequiresPrivateBroker;
import io.spillway.testservers.TestCertificates;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The services reach broker and store over TLS only, both ways authenticated, set up by nothing but Spring Boot's settings. On a
 * node that listens with TLS itself; a smaller one, with what is refused, is among the writer's own tests.
 */
@Tag("proof")
@RequiresPrivateBroker
class TlsIT {

    private static final Path FOLDER = Path.of("target");
    private static final TestStore STORE = TestServers.store();
    private static final String DATABASE = STORE.uniqueDatabase(TlsIT.class);
    private static final int GATEWAY = FreePorts.one();
    private static final int ORDERS = FreePorts.one();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();

    private static TestCertificates certificates;
    private static URI broker;
    private static int brokerTls;
    private static Relay store;

    @BeforeAll
    static void start() {
        certificates = open(new TestCertificates());
        PrivateBroker node = open(TestServers.privateBroker());
        node.start();
        broker = URI.create(node.uri());
        brokerTls = node.acceptTls(certificates);
        ServerAddress address = new ServerAddress(new ConnectionString(STORE.uri()).getHosts().getFirst());
        store = open(Relay.tls(certificates, address.getHost(), address.getPort()));
    }

    private static <T extends AutoCloseable> T open(T closeable) {
        OPEN.addFirst(closeable);
        return closeable;
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable each : OPEN) {
            each.close();
        }
        if (STORE.isMongoDb()) { // the embedded one goes with this JVM
            STORE.dropDatabase(DATABASE);
            STORE.dropDatabase(DATABASE + "_identity");
        }
    }

    @Test
    void aWriteTravelsOverTlsAndIsAnswered() {
        String password = Secrets.keep("operators only " + Secrets.randomKey());
        String key = Secrets.keep(Secrets.randomKey().replace('+', '-').replace('/', '_').replace("=", ""));
        JarProcess gateway = service("api-gateway", Map.of(
                "SERVER_PORT", String.valueOf(GATEWAY), "SPRING_MONGODB_DATABASE", DATABASE + "_identity",
                "SPILLWAY_ORDER_SERVICE_URL", "http://127.0.0.1:" + ORDERS,
                "SPILLWAY_OPERATIONS_KEY", Secrets.randomKey(),
                "SPILLWAY_SECURITY_SIGNING_KEYS", Secrets.signingKey(),
                "SPILLWAY_SECURITY_PASSWORDS_STRENGTH", "10",
                "SPILLWAY_SECURITY_OPERATOR_USERNAME", "olga",
                "SPILLWAY_SECURITY_OPERATOR_PASSWORD", password,
                "SPILLWAY_SECURITY_OPERATOR_CONSUMER_KEY", key));
        service("order-service", Map.of(
                "SERVER_PORT", String.valueOf(ORDERS), "SPRING_MONGODB_DATABASE", DATABASE,
                "SPILLWAY_SECURITY_JWKS_URL", "http://127.0.0.1:" + GATEWAY + "/.well-known/jwks.json"))
                .awaitReady(new Api(ORDERS));
        JarProcess writer = service("writer-service", Map.of(
                "SERVER_PORT", String.valueOf(FreePorts.one()), "SPRING_MONGODB_DATABASE", DATABASE));
        writer.awaitOutput("Draining");
        gateway.awaitReady(new Api(GATEWAY));
        Api api = new Api(GATEWAY).newUser("tess").api();

        Api.Answer created = api.send("POST", "/v1/orders", Api.JSON, Orders.mug("C-1"), "Prefer", "wait=20");

        assertThat(created.status()).as(created.response().body()).isEqualTo(201);
        assertThat(api.get(created.header("Location")).status()).isEqualTo(200);
        Api operator = new Api(GATEWAY).logIn("olga", password, key).api();
        assertThat(operator.get("/v1/admin/dead-letters").status()).as("over a connection apart").isEqualTo(200);
    }

    private static JarProcess service(String module, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(FreePorts.one()));
        String[] credentials = broker.getUserInfo().split(":");
        environment.put("SPRING_RABBITMQ_ADDRESSES", "127.0.0.1:" + brokerTls);
        environment.put("SPRING_RABBITMQ_USERNAME", credentials[0]);
        environment.put("SPRING_RABBITMQ_PASSWORD", credentials[1]);
        environment.put("SPRING_RABBITMQ_SSL_BUNDLE", "servers");
        environment.put("SPRING_MONGODB_URI", "mongodb://127.0.0.1:" + store.port());
        environment.put("SPRING_MONGODB_SSL_BUNDLE", "servers");
        environment.put("SPRING_SSL_BUNDLE_PEM_SERVERS_TRUSTSTORE_CERTIFICATE", certificates.authority().toString());
        environment.put("SPRING_SSL_BUNDLE_PEM_SERVERS_KEYSTORE_CERTIFICATE", certificates.client().toString());
        environment.put("SPRING_SSL_BUNDLE_PEM_SERVERS_KEYSTORE_PRIVATE_KEY", certificates.clientKey().toString());
        return open(JarProcess.start(module, FOLDER, environment));
    }
}
