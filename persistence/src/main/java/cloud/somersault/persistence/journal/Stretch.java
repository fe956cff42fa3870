package cloud.somersault.persistence.journal;

import cloud.somersault.persistence.journal.ChainScan.Last;
import cloud.somersault.persistence.journal.Suspicions.Suspect;
import java.util.List;
import java.util.Map;

/**
 * What was read of a stretch of the log.
 *
 * @param events how many there were
 * @param lasts the last event in it of each entity
 * @param suspects what is wrong, in order
 */
record Stretch(long events, Map<String, Last> lasts, List<Suspect> suspects) {}
