package io.spillway.gateway.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.spillway.gateway.core.identity.AccountsUnavailableException;
import io.spillway.gateway.core.identity.Password;
import io.spillway.gateway.core.identity.PasswordHashing;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * bcrypt, on a few threads of its own: a virtual thread that computes does not let others have its carrier, so a flood of
 * logins would stand in the way of everybody's orders. Half of the processors at most are busy with passwords.
 */
final class BcryptHashing implements PasswordHashing, AutoCloseable {

    private static final String ID = "bcrypt";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    // names the algorithm in every hash, so that another can follow it one day
    private final PasswordEncoder encoder;
    private final String nobodys;
    private final ThreadPoolExecutor threads;

    BcryptHashing(PasswordSettings settings) {
        this.encoder = new DelegatingPasswordEncoder(ID, Map.of(ID, new BCryptPasswordEncoder(settings.strength())));
        this.nobodys = "{%s}$2a$%02d$%s".formatted(ID, settings.strength(), "N0body".repeat(9).substring(0, 53));
        int size = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.threads = new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.waiting()),
                Thread.ofPlatform().name("passwords-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public String hash(Password password) {
        return await(() -> encoder.encode(password.value()));
    }

    @Override
    public boolean matches(Password password, String hash) {
        return await(() -> encoder.matches(password.value(), hash));
    }

    @Override
    public String nobodys() {
        return nobodys;
    }

    private <T> T await(Callable<T> work) {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException full) {
            throw new AccountsUnavailableException("Too many passwords are being checked", full);
        }
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            result.cancel(false);
            throw new AccountsUnavailableException("Too many passwords are being checked", late);
        } catch (InterruptedException stopped) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new AccountsUnavailableException("This gateway is about to stop", stopped);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("A password could not be hashed", broken.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
