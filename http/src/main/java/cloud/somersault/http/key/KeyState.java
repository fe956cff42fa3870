package cloud.somersault.http.key;

/** How the entity of a key stands. */
sealed interface KeyState {

    /** There is no such key. */
    record Unknown() implements KeyState {}

    /**
     * It opens, until it expires.
     *
     * @param secretSha256 of the whole key
     */
    record Active(ApiKey key, String secretSha256) implements KeyState {}

    /** It opens nothing any more. */
    record Revoked(ApiKey key) implements KeyState {}

    /** What follows from an event; the journal is wrong when it can't follow. */
    static KeyState after(KeyState state, KeyEvent event) {
        return switch (state) {
            case Unknown() ->
                    switch (event) {
                        case KeyEvent.Created created ->
                                new Active(ApiKey.of(created), created.secretSha256());
                        case KeyEvent.Revoked revoked -> throw cannotFollow(state, revoked);
                    };
            case Active(var key, _) ->
                    switch (event) {
                        case KeyEvent.Created again -> throw cannotFollow(state, again);
                        case KeyEvent.Revoked revoked -> new Revoked(key.after(revoked));
                    };
            case Revoked _ -> throw cannotFollow(state, event);
        };
    }

    private static IllegalStateException cannotFollow(KeyState state, KeyEvent event) {
        return new IllegalStateException(
                event.getClass().getSimpleName()
                        + " of "
                        + event.keyId()
                        + " cannot follow "
                        + state.getClass().getSimpleName());
    }
}
