/**
 * Everything that a cloud keeps, whatever keeps it. {@link
 * cloud.somersault.persistence.archive.Archive} is what the doors and keepers know; beside an
 * embedded log it is {@link cloud.somersault.persistence.archive.SqliteArchive}, in a cluster with
 * a database of its own {@code CassandraArchive}, next door.
 */
@NullMarked
package cloud.somersault.persistence.archive;

import org.jspecify.annotations.NullMarked;
