package io.spillway.benchmarks.workload;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.spillway.contract.command.Command;

/** What a backlog consists of. */
public enum Workload {

    CREATES("Creates", 0) {
        @Override
        Command next(CommandMaker maker) {
            return maker.create();
        }
    },
    HOT("Updates of 100 hot orders (Zipf)", 100) {
        @Override
        Command next(CommandMaker maker) {
            return maker.patch(HOTTEST_FIRST.draw(maker.random()));
        }
    },
    MIXED("Mixed: 40% creates, 40% patches, 10% replacements, 10% deletes", 1_000) {
        @Override
        Command next(CommandMaker maker) {
            int kind = maker.random().nextInt(10);
            int order = maker.random().nextInt(maker.orders());
            if (kind < 4) {
                return maker.create();
            }
            return kind < 8 ? maker.patch(order) : kind == 8 ? maker.replace(order) : maker.delete(order);
        }
    },
    UPDATES("Updates of 10,000 orders", 10_000) {
        @Override
        Command next(CommandMaker maker) {
            return maker.patch(maker.random().nextInt(maker.orders()));
        }
    };

    private static final Zipf HOTTEST_FIRST = new Zipf(100);

    private final String title;
    private final int seeds;

    Workload(String title, int seeds) {
        this.title = title;
        this.seeds = seeds;
    }

    public String title() {
        return title;
    }

    /** Orders that have to be there first. Their creates begin the backlog, before anything that is measured. */
    public int seeds() {
        return seeds;
    }

    abstract Command next(CommandMaker maker);

    /** The seeds and then so many commands, made as they are taken. */
    public Iterator<Command> commands(CommandMaker maker, int count) {
        return Stream.concat(Stream.generate(maker::create).limit(seeds),
                IntStream.range(0, count).mapToObj(i -> next(maker))).iterator();
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
