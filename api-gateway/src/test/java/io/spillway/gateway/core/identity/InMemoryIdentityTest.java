package io.spillway.gateway.core.identity;

/** The fake is held to what the real one must do. */
class InMemoryIdentityTest extends IdentityStoreContract {

    private final InMemoryIdentity identity = new InMemoryIdentity();

    @Override
    protected AccountStore accounts() {
        return identity.accounts();
    }

    @Override
    protected RefreshTokens refreshTokens() {
        return identity.refreshTokens();
    }

    @Override
    protected Revocations revocations() {
        return identity.revocations();
    }
}
