package io.spillway.gateway.core.identity;

import org.jspecify.annotations.Nullable;

/** Accounts cannot be asked or changed now; later they can. */
public final class AccountsUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AccountsUnavailableException(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
