package cloud.somersault.users;

import java.time.Duration;

/**
 * Somebody comes.
 *
 * @param number from 0 in order of time
 * @param due since the timetable's start, in its own, compressed time
 * @param key for the Idempotency-Key
 * @param seed of its programs
 */
public record Visit(
        int number, Duration due, Tenant tenant, Deed deed, Manner manner, String key, long seed) {}
