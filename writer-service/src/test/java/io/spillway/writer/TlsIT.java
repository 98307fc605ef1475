package io.spillway.writer;

import java.time.Duration;
import java.util.Set;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import io.spillway.testservers.Relay;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestCertificates;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import io.spillway.writer.core.Ledger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static io.spillway.writer.core.CommandFixtures.command;
import static io.spillway.writer.core.CommandFixtures.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The writer reaches broker and store over TLS, with certificates on both sides, by Spring Boot's settings alone. */
@ExtendWith(OutputCaptureExtension.class)
class TlsIT {

    private static final TestCertificates CERTIFICATES = new TestCertificates();

    private final TestStore store = TestServers.store();
    private final String database = store.uniqueDatabase(TlsIT.class);
    private CommandQueues queues;
    private Relay brokerRelay;
    private Relay storeRelay;
    private ConfigurableApplicationContext writer;

    @BeforeEach
    void declare() throws Exception {
        queues = new CommandQueues(2);
        TestBroker broker = queues.broker;
        brokerRelay = Relay.tls(CERTIFICATES, broker.host(), broker.port());
        ServerAddress address = new ServerAddress(new ConnectionString(store.uri()).getHosts().getFirst());
        storeRelay = Relay.tls(CERTIFICATES, address.getHost(), address.getPort());
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
        brokerRelay.close();
        storeRelay.close();
        queues.close();
        store.dropDatabase(database);
    }

    @AfterAll
    static void deleteFiles() {
        CERTIFICATES.close();
    }

    @Test
    void writesCommandsOverTls() throws Exception {
        queues.publish(create("c1", "A"));

        writer = start("127.0.0.1", CERTIFICATES);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(
                () -> assertThat(writer.getBean(Ledger.class).find(Set.of(command("c1")))).hasSize(1));
    }

    @Test
    void talksToNoServerWithAnotherNameOrOfAnUnknownAuthority(CapturedOutput output) {
        try (TestCertificates others = new TestCertificates()) {
            writer = start("localhost", others);

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(output.getOut())
                    .containsPattern("Lost the queues: .*No name matching localhost found")
                    .containsPattern("Could not create the indexes yet: .*PKIX path"));
            assertThat(output).doesNotContain("Draining");
        }
    }

    /** @param trusted by the store's client alone */
    private ConfigurableApplicationContext start(String brokerHost, TestCertificates trusted) {
        TestBroker broker = queues.broker;
        return WriterService.application().run("--server.port=0", "--management.server.port=0",
                "--spillway.partitions=2",
                "--spring.ssl.bundle.pem.broker.truststore.certificate=" + CERTIFICATES.authority(),
                "--spring.ssl.bundle.pem.broker.keystore.certificate=" + CERTIFICATES.client(),
                "--spring.ssl.bundle.pem.broker.keystore.private-key=" + CERTIFICATES.clientKey(),
                "--spring.rabbitmq.ssl.bundle=broker",
                "--spring.rabbitmq.addresses=" + brokerHost + ":" + brokerRelay.port(),
                "--spring.rabbitmq.username=" + broker.user(), "--spring.rabbitmq.password=" + broker.password(),
                "--spring.rabbitmq.virtual-host=" + broker.virtualHost(),
                "--spring.ssl.bundle.pem.store.truststore.certificate=" + trusted.authority(),
                "--spring.ssl.bundle.pem.store.keystore.certificate=" + CERTIFICATES.client(),
                "--spring.ssl.bundle.pem.store.keystore.private-key=" + CERTIFICATES.clientKey(),
                "--spring.mongodb.ssl.bundle=store",
                "--spring.mongodb.uri=mongodb://127.0.0.1:" + storeRelay.port(),
                "--spring.mongodb.database=" + database);
    }
}
