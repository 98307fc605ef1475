package io.spillway.writer.amqp;

import java.util.concurrent.TimeUnit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import io.spillway.benchmarks.workload.CommandMaker;
import io.spillway.contract.command.Command;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/** A message to a command, for a create with three items and a patch of as many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // by @Setup
public class DecodeBenchmark {

    private final CommandDecoder decoder = new CommandDecoder();
    private Message create;
    private Message patch;

    @Setup
    public void prepare() {
        CommandMaker maker = new CommandMaker();
        create = message(maker.create());
        patch = message(maker.patch(0));
        requireDecoded(create);
        requireDecoded(patch);
    }

    private void requireDecoded(Message message) {
        if (decoder.decode(message) instanceof Incoming.Poison poison) {
            throw new IllegalStateException("The benchmark would measure refusals: " + poison);
        }
    }

    private static Message message(Command command) {
        return new Message(new Envelope(1, false, "orders.commands", "00"),
                new BasicProperties.Builder().messageId(command.id().toString()).type(command.kind().messageType())
                        .contentType("application/json").build(),
                JsonMapper.shared().writeValueAsBytes(command));
    }

    @Benchmark
    public Object create() {
        return decoder.decode(create);
    }

    @Benchmark
    public Object patch() {
        return decoder.decode(patch);
    }
}
