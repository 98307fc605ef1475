package io.spillway.writer.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.OrderId;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.StoreUnavailableException;
import io.spillway.writer.core.StoredOrder;
import io.spillway.writer.core.Verdict;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Stands before the database and takes the time of every call; counts those that must be made again. */
@Configuration(proxyBeanMethods = false)
class StoreMetrics {

    @Bean
    @Primary
    OrderStore timedOrderStore(@Qualifier("mongoOrderStore") OrderStore store, MeterRegistry registry) {
        return new TimedOrderStore(store, registry);
    }

    @Bean
    @Primary
    Ledger timedLedger(@Qualifier("mongoLedger") Ledger ledger, MeterRegistry registry) {
        return new TimedLedger(ledger, registry);
    }

    /** One kind of call. */
    private static final class Call {

        private final Timer time;
        private final Counter retries;

        Call(String call, MeterRegistry registry) {
            time = Timer.builder("spillway.writer.store.time").description("Time of one call to the database")
                    .tag("call", call).register(registry);
            retries = Counter.builder("spillway.writer.store.retries").baseUnit("calls")
                    .description("Calls to the database without an answer, which are made again").tag("call", call)
                    .register(registry);
        }

        <T> T record(Supplier<T> call) {
            long start = System.nanoTime();
            try {
                return call.get();
            } catch (StoreUnavailableException unavailable) {
                retries.increment();
                throw unavailable;
            } finally {
                time.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        }
    }

    static final class TimedOrderStore implements OrderStore {

        private final OrderStore store;
        private final Call load;
        private final Call write;
        private final Counter conflicts;

        TimedOrderStore(OrderStore store, MeterRegistry registry) {
            this.store = store;
            this.load = new Call("load", registry);
            this.write = new Call("write", registry);
            this.conflicts = Counter.builder("spillway.writer.order.conflicts").baseUnit("documents")
                    .description("Order writes that met another writer's, or whose result is unknown")
                    .register(registry);
        }

        @Override
        public Map<OrderId, StoredOrder> load(Set<OrderId> ids) {
            return load.record(() -> store.load(ids));
        }

        @Override
        public List<WriteResult> write(List<OrderWrite> writes) {
            List<WriteResult> results = write.record(() -> store.write(writes));
            for (WriteResult result : results) {
                if (result == WriteResult.CONFLICT || result == WriteResult.UNKNOWN) {
                    conflicts.increment();
                }
            }
            return results;
        }
    }

    static final class TimedLedger implements Ledger {

        private final Ledger ledger;
        private final Call find;
        private final Call record;

        TimedLedger(Ledger ledger, MeterRegistry registry) {
            this.ledger = ledger;
            this.find = new Call("find", registry);
            this.record = new Call("record", registry);
        }

        @Override
        public Map<CommandId, Verdict> find(Set<CommandId> commands) {
            return find.record(() -> ledger.find(commands));
        }

        @Override
        public void record(Entry entry) {
            record.record(() -> {
                ledger.record(entry);
                return entry;
            });
        }
    }
}
