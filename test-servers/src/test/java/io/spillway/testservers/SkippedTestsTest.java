package io.spillway.testservers;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

class SkippedTestsTest {
    @Test
    void namesAndCountsWhatLacksAServerAndNothingElse() {
        assertThat(run(Whole.class, Single.class, Other.class))
                .containsExactly("skipped 3: SkippedTestsTest$Whole, SkippedTestsTest$Single.lacking");
    }

    @Test
    void saysNothingWhenNothingIsSkipped() {
        assertThat(run(Other.class)).isEmpty();
    }

    private static List<String> run(Class<?>... tests) {
        List<String> lines = new ArrayList<>();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (Class<?> test : tests) {
            request.selectors(selectClass(test));
        }
        LauncherConfig quiet = LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
        LauncherFactory.create(quiet).execute(request.build(), new SkippedTests(lines::add));
        return lines;
    }

    @Disabled(Requirement.LACKS + "all of it")
    static class Whole {
        @Test
        void one() {}

        @Test
        void two() {}
    }

    static class Single {
        @Test
        @Disabled(Requirement.LACKS + "this one")
        void lacking() {}

        @Test
        void running() {}
    }

    static class Other {
        @Test
        @Disabled("not today")
        void disabled() {}
    }
}
