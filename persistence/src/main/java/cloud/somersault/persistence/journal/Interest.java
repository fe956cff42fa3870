package cloud.somersault.persistence.journal;

/** What a live reader wants to be woken for. */
public sealed interface Interest {
    /** Any event. */
    record Everything() implements Interest {}

    /** An event of one entity. */
    record Entity(String persistenceId) implements Interest {}

    /** An event with this tag. */
    record Tag(String tag) implements Interest {}

    /** The first event of an entity. */
    record NewEntities() implements Interest {}
}
