package cloud.somersault.users;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;

/**
 * How busy people are at an hour of their week, beside a working hour: made up, and stated here.
 * Asleep {@value #NIGHT}, working 1 from nine to six, in the evening {@value #EVENING}, with
 * straight lines between; on Saturday and Sunday {@value #WEEKEND} of that.
 */
public final class WorkingHours {
    static final double NIGHT = 0.06;
    static final double EVENING = 0.4;
    static final double WEEKEND = 0.35;

    private static final double[] HOURS = {0, 1, 6, 9, 18, 19, 23, 24};
    private static final double[] BUSY = {0.2, NIGHT, NIGHT, 1, 1, EVENING, EVENING, 0.2};

    private WorkingHours() {}

    /** How busy people in this zone are at this moment, from 0 to 1. */
    public static double busy(Instant moment, ZoneId zone) {
        var local = moment.atZone(zone);
        var day = local.getDayOfWeek();
        boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
        return busy(local.toLocalTime().toSecondOfDay() / 3600.0) * (weekend ? WEEKEND : 1);
    }

    private static double busy(double hour) {
        int next = 1;
        while (hour >= HOURS[next] && next < HOURS.length - 1) {
            next++;
        }
        double part = (hour - HOURS[next - 1]) / (HOURS[next] - HOURS[next - 1]);
        return BUSY[next - 1] + part * (BUSY[next] - BUSY[next - 1]);
    }

    /** The mean over a week. */
    public static double mean() {
        double area = 0;
        for (int i = 1; i < HOURS.length; i++) {
            area += (HOURS[i] - HOURS[i - 1]) * (BUSY[i] + BUSY[i - 1]) / 2;
        }
        return area / 24 * (5 + 2 * WEEKEND) / 7;
    }
}
