/**
 * Everything that a cloud keeps, in Apache Cassandra. The journal and the snapshots are Pekko's own
 * plugin; here are the tables beside it ({@link
 * cloud.somersault.persistence.cassandra.CassandraSchema}), what fills them (projections whose
 * writes may be repeated and reordered without harm), and {@link
 * cloud.somersault.persistence.cassandra.CassandraArchive}, which answers from them.
 */
@NullMarked
package cloud.somersault.persistence.cassandra;

import org.jspecify.annotations.NullMarked;
