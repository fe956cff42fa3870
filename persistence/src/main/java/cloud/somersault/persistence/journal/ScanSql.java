package cloud.somersault.persistence.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements of {@link ChainScan}, which takes texts as the bytes that they are. */
final class ScanSql {
    static final String STRETCH =
            """
            SELECT ordering, sequence_nr, written_at, serializer_id,
              persistence_id, writer_uuid, adapter_manifest, manifest, tags, payload, chain,
              metadata_serializer_id IS NOT NULL OR metadata_manifest IS NOT NULL
                OR metadata IS NOT NULL,
              packing
            FROM events WHERE ordering BETWEEN ? AND ? ORDER BY ordering\
            """;
    static final String METADATA =
            "SELECT metadata_serializer_id, metadata_manifest, metadata FROM events"
                    + " WHERE ordering = ?";
    static final String BEFORE =
            """
            SELECT sequence_nr, ordering, chain FROM events INDEXED BY events_by_entity
            WHERE persistence_id = ? AND sequence_nr < ? ORDER BY sequence_nr DESC LIMIT 1\
            """;

    /** The first number that there is from this one on. */
    static final String NEXT = "SELECT min(ordering) FROM events WHERE ordering >= ?";

    private static final List<String> GUARDS =
            List.of("events_by_entity", "events_never_UPDATE", "events_never_DELETE");

    private ScanSql() {}

    /** What guards the events in the file itself and is not there any more, a sentence each. */
    static List<String> schemaFaults(Session session) throws SQLException {
        var faults = new ArrayList<String>();
        for (var guard : GUARDS) {
            if (session.number("SELECT count(*) FROM sqlite_schema WHERE name = ?", guard) == 0) {
                faults.add("the table of events has lost what guards it: " + guard);
            }
        }
        if (session.number("SELECT count(*) FROM events WHERE ordering < 1") > 0) {
            faults.add("there are events before the first number of the log");
        }
        return faults;
    }
}
