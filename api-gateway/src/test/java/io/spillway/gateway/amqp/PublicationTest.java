package io.spillway.gateway.amqp;

import java.util.concurrent.atomic.AtomicInteger;

import io.spillway.contract.command.CommandKind;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.CommandFixtures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a request is told, by how far its message came. */
class PublicationTest {

    private final Publication publication = CommandMessages
            .encode(CommandFixtures.outgoing(CommandFixtures.command(CommandKind.CREATE)));

    @Test
    void whatNobodyTookInTimeWillNeverBeSent() {
        publication.giveUp();

        assertThat(reasonOf(publication.await())).isEqualTo(Reason.BUSY);
        assertThat(publication.take()).isFalse();
    }

    @Test
    void whatWasTakenAndNotConfirmedInTimeIsUnknown() {
        assertThat(publication.take()).isTrue();
        publication.giveUp();

        assertThat(publication.await()).isEqualTo(new AcceptanceUnknown());
    }

    @Test
    void whatTheBrokerConfirmedIsAccepted() {
        publication.take();
        publication.confirm(true);

        assertThat(publication.await()).isEqualTo(new Accepted());
    }

    @Test
    void whatTheBrokerRefusedIsNot() {
        publication.take();
        publication.confirm(false);

        assertThat(reasonOf(publication.await())).isEqualTo(Reason.REFUSED);
    }

    /** What is unconfirmed takes room, whether somebody waits or not. */
    @Test
    void whatWasTakenStaysUnsettledWhenItsRequestGivesUp() {
        AtomicInteger settled = new AtomicInteger();
        publication.whenSettled(settled::incrementAndGet);
        publication.take();
        publication.giveUp();
        assertThat(settled).hasValue(0);

        publication.confirm(true);
        assertThat(settled).hasValue(1);
        assertThat(publication.await()).isEqualTo(new AcceptanceUnknown());
    }

    @Test
    void anInterruptedRequestGivesUp() {
        Thread.currentThread().interrupt();

        assertThat(reasonOf(publication.await())).isEqualTo(Reason.BUSY);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** RabbitMQ returns it first, and confirms it then all the same. */
    @Test
    void whatCameBackIsNotAcceptedAlthoughItIsConfirmed() {
        publication.take();
        publication.markReturned();
        publication.confirm(true);

        assertThat(reasonOf(publication.await())).isEqualTo(Reason.UNROUTABLE);
    }

    @Test
    void theFirstVerdictStands() {
        AtomicInteger settled = new AtomicInteger();
        publication.whenSettled(settled::incrementAndGet);
        publication.take();
        publication.confirm(true);
        publication.settle(new AcceptanceUnknown());

        assertThat(publication.await()).isEqualTo(new Accepted());
        assertThat(settled).hasValue(1);
    }

    private static Reason reasonOf(Acceptance acceptance) {
        return ((NotAccepted) acceptance).reason();
    }
}
