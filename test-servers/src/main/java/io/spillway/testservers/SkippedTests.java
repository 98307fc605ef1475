package io.spillway.testservers;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts and names the tests that were skipped for lack of servers, on one line at the end of the run, because a skip is easily
 * overlooked. The JUnit platform finds it by itself.
 */
public final class SkippedTests implements TestExecutionListener {
    private final Consumer<String> announce;
    private final Queue<String> names = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();
    private volatile @Nullable TestPlan plan;

    public SkippedTests() {
        this(TestServers::announce);
    }

    SkippedTests(Consumer<String> announce) {
        this.announce = announce;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        names.clear();
        count.set(0);
    }

    @Override
    public void executionSkipped(TestIdentifier skipped, String reason) {
        if (reason.contains(Requirement.LACKS)) {
            count.addAndGet(testsIn(skipped));
            names.add(nameOf(skipped));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        if (!names.isEmpty()) {
            announce.accept("skipped " + count + ": " + String.join(", ", List.copyOf(names)));
        }
    }

    /** A class that is skipped as a whole counts for what is in it; a test whose number shows only when it runs, for one. */
    private long testsIn(TestIdentifier skipped) {
        TestPlan current = plan;
        long inside = current == null
                ? 0
                : current.getDescendants(skipped).stream().filter(TestIdentifier::isTest).count();
        return Math.max(1, inside);
    }

    private static String nameOf(TestIdentifier skipped) {
        TestSource source = skipped.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return simple(method.getClassName()) + "." + method.getMethodName();
        }
        return source instanceof ClassSource type ? simple(type.getClassName()) : skipped.getDisplayName();
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
