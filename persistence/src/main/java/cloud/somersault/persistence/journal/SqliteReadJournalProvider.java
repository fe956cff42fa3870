package cloud.somersault.persistence.journal;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.query.ReadJournalProvider;

/** Named in the configuration; makes the read journal of an actor system. */
public final class SqliteReadJournalProvider implements ReadJournalProvider {
    private final SqliteReadJournal java;

    public SqliteReadJournalProvider(ExtendedActorSystem system, Config config) {
        this.java = new SqliteReadJournal(system, config);
    }

    @Override
    public SqliteScalaReadJournal scaladslReadJournal() {
        return new SqliteScalaReadJournal(java);
    }

    @Override
    public SqliteReadJournal javadslReadJournal() {
        return java;
    }
}
