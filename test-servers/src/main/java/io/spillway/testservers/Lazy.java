package io.spillway.testservers;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Made at the first call, once; a failure is remembered too, so that a hundred tests don't wait for the same one. */
final class Lazy<T> {
    private final Supplier<T> source;
    private @Nullable T value;
    private @Nullable RuntimeException failure;

    Lazy(Supplier<T> source) {
        this.source = source;
    }

    synchronized T get() {
        if (failure != null) {
            throw failure;
        }
        if (value == null) {
            value = make();
        }
        return value;
    }

    private T make() {
        try {
            return source.get();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
