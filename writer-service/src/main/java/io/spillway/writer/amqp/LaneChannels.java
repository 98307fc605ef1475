package io.spillway.writer.amqp;

import java.io.IOException;
import java.util.List;

import com.rabbitmq.client.Channel;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Opens the lanes' channels. */
@Component
final class LaneChannels {

    private static final long SPOOL_FILE = DataSize.ofMegabytes(64).toBytes();

    private final TopologyDeclaration declaration;
    private final ConnectionFactory connections;
    private final DeadLetters deadLetters;
    private final WriterSettings settings;
    private final long spool;
    private final MemoryPlan memory;
    private final String writer;
    private final PartitionBids bids;

    LaneChannels(Topology topology, WriterSettings settings, BufferSettings buffers, SharingSettings sharing,
            TopologyDeclaration declaration, ConnectionFactory connections, DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
        this.declaration = declaration;
        this.connections = connections;
        this.settings = settings;
        this.spool = buffers.spool().toBytes();
        this.memory = MemoryPlan.of(settings, buffers, topology, Runtime.getRuntime().maxMemory());
        this.writer = sharing.id();
        this.bids = new PartitionBids(writer, new Partitions(topology.partitions()).all());
    }

    /** Consumes these partitions as far as this writer's bids win them; the others when their winners are gone. */
    LaneChannel open(List<Partition> partitions) throws IOException {
        // Each time, because a queue may have been deleted while the connection lived on.
        declaration.declare(connections.createConnection().getDelegate());
        deadLetters.requireRoute();
        Channel channel = connections.createConnection().getDelegate().createChannel();
        LaneChannel lane = new LaneChannel(channel, memory.buffer(), new Spool(spool, SPOOL_FILE));
        try {
            // Per consumer, that is for each partition (RabbitMQ, "Consumer Prefetch").
            channel.basicQos(settings.prefetch());
            for (Partition partition : partitions) {
                lane.consume(partition, writer, bids.on(partition));
            }
        } catch (IOException | RuntimeException notConsuming) {
            lane.close();
            throw notConsuming;
        }
        return lane;
    }
}
