/**
 * The embedded event log: one SQLite file in the data folder, and the Pekko journal, snapshot store
 * and read journal on it. Open {@link cloud.somersault.persistence.journal.EventLog} first; it is
 * plain Java and knows no actor. {@code GroupCommit} is why it is fast and durable, {@code Schema}
 * is what the file looks like, the {@code Sqlite...} classes are the doors for Pekko. Views and the
 * audit read and write the same file through {@code ViewStore} and {@code EventLog}.
 */
@NullMarked
package cloud.somersault.persistence.journal;

import org.jspecify.annotations.NullMarked;
