/**
 * Who uses a quantum cloud, from where, when and how: a stated, seeded model. Public figures are
 * few (350,000 tasks in the first year, 139 countries), so the rest is Zipf's law and working
 * hours. Pure: no clock, no network; {@code gatling} plays it. Open {@link
 * cloud.somersault.users.Timetable} first.
 */
@NullMarked
package cloud.somersault.users;

import org.jspecify.annotations.NullMarked;
