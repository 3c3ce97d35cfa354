from .answers.fay_herriot import (
    AreaModel as AreaModel,
    area_model as area_model,
)
from .answers.parting import (
    Finding as Finding,
    Parting as Parting,
    parting as parting,
)
from .answers.perceived import (
    Interval as Interval,
    Share as Share,
    Shares as Shares,
    share as share,
    shares as shares,
)
from .answers.perceived_change import (
    ShareChange as ShareChange,
    ShareChanges as ShareChanges,
    share_change as share_change,
    share_changes as share_changes,
)
from .answers.small_areas import (
    SteadiedShares as SteadiedShares,
    steadied_shares as steadied_shares,
)
from .changes.change import (
    Change as Change,
    Verdict as Verdict,
    change as change,
    change_against as change_against,
)
from .changes.forecast import (
    Forecast as Forecast,
    forecast as forecast,
)
from .changes.periods import (
    Rolling as Rolling,
    YearToDate as YearToDate,
    rolling as rolling,
    rolling_sums as rolling_sums,
    year_to_date as year_to_date,
)
from .changes.scan import (
    BusiestRun as BusiestRun,
    busiest_run as busiest_run,
    scan_p as scan_p,
)
from .changes.small_samples import (
    SmallSample as SmallSample,
    small_sample as small_sample,
    small_sample_power as small_sample_power,
)
from .changes.trend import (
    MannKendall as MannKendall,
    Season as Season,
    Trend as Trend,
    mann_kendall as mann_kendall,
    trend as trend,
)
from .changes.unusual import (
    Hold as Hold,
    Side as Side,
    Unusual as Unusual,
    unusual as unusual,
)
from .changes.unusual_recent import (
    UnusualRecent as UnusualRecent,
    unusual_recent as unusual_recent,
)
from .checks import (
    UnfitData as UnfitData,
)
from .counting.overdispersion import (
    Overdispersion as Overdispersion,
    monthly_overdispersion as monthly_overdispersion,
    overdispersion as overdispersion,
)
from .counting.regression import (
    CountFit as CountFit,
    fit_counts as fit_counts,
)
from .disclosure.attack import (
    Reach as Reach,
    attack as attack,
    exposed as exposed,
)
from .disclosure.disclosure import (
    Withheld as Withheld,
    protect as protect,
    withhold as withhold,
)
from .disclosure.disclosure_linked import (
    Linked as Linked,
    protect_in_turn as protect_in_turn,
    protect_linked as protect_linked,
)
from .disclosure.figures import (
    Figures as Figures,
    from_labels as from_labels,
    from_tables as from_tables,
    join as join,
    over_periods as over_periods,
)
from .effects.difference import (
    Difference as Difference,
    Replicate as Replicate,
    difference_in_differences as difference_in_differences,
)
from .effects.displacement import (
    Displacement as Displacement,
    NoQuotient as NoQuotient,
    Quotient as Quotient,
    Spillover as Spillover,
    displacement_difference as displacement_difference,
    displacement_quotient as displacement_quotient,
)
from .effects.effect import (
    Effect as Effect,
    before_after as before_after,
)
from .effects.interrupted import (
    Interruption as Interruption,
    Quantile as Quantile,
    controlled_series as controlled_series,
    interrupted_series as interrupted_series,
)
from .effects.interruption import (
    Shape as Shape,
)
from .effects.power import (
    Comparison as Comparison,
    Detectable as Detectable,
    detectable_change as detectable_change,
    follow_up_needed as follow_up_needed,
    power_of_change as power_of_change,
)
from .effects.power_series import (
    detectable_change_in_series as detectable_change_in_series,
    power_of_series as power_of_series,
)
from .effects.randomisation import (
    Lot as Lot,
    randomisation_test as randomisation_test,
)
from .effects.synthetic import (
    NoVerdict as NoVerdict,
    Synthetic as Synthetic,
    synthetic_comparison as synthetic_comparison,
)
from .ground.areas import (
    AreaIndex as AreaIndex,
    PointsInAreas as PointsInAreas,
)
from .ground.grid import (
    Grid as Grid,
    PointsInGrid as PointsInGrid,
    grid_over as grid_over,
)
from .ground.population import (
    Population as Population,
    areas_to_grid as areas_to_grid,
    areas_to_grid_by_points as areas_to_grid_by_points,
    squares_to_areas as squares_to_areas,
    squares_to_grid as squares_to_grid,
)
from .ground.projection import (
    fitting_epsg as fitting_epsg,
    project as project,
    project_geometry as project_geometry,
    unproject as unproject,
)
from .ground.squares import (
    clipped as clipped,
    scb_cells as scb_cells,
    scb_ids as scb_ids,
    shares_within as shares_within,
)
from .hotspots.accuracy import (
    MapAccuracy as MapAccuracy,
    Pai as Pai,
    map_accuracy as map_accuracy,
    pai as pai,
)
from .hotspots.emerging import (
    Emerging as Emerging,
    Pattern as Pattern,
    classify as classify,
    emerging as emerging,
)
from .hotspots.excess import (
    Excess as Excess,
    excess as excess,
)
from .hotspots.getis_ord import (
    GlobalG as GlobalG,
    LocalG as LocalG,
    global_g as global_g,
    local_g as local_g,
    neighbours_within as neighbours_within,
)
from .hotspots.hotspots import (
    GiStar as GiStar,
    Inference as Inference,
    Null as Null,
    gi_star as gi_star,
    gi_star_z as gi_star_z,
)
from .hotspots.lasting import (
    Lasting as Lasting,
    YearToYear as YearToYear,
    lasting as lasting,
)
from .hotspots.neighbourhoods import (
    Edge as Edge,
)
from .hotspots.places import (
    HotspotPlace as HotspotPlace,
    delineate as delineate,
)
from .hours.aoristic import (
    Aoristic as Aoristic,
    aoristic as aoristic,
    drawn_moments as drawn_moments,
)
from .hours.evenness import (
    Evenness as Evenness,
    Profile as Profile,
    Spread as Spread,
    evenness as evenness,
    profile as profile,
)
from .hours.exposure import (
    Exposure as Exposure,
    exposure as exposure,
)
from .hours.rhythm import (
    BusyHours as BusyHours,
    busiest as busiest,
    per_day as per_day,
)
from .hours.spreading import (
    Cycle as Cycle,
)
from .levels.comparing import (
    Comparisons as Comparisons,
    PeerComparison as PeerComparison,
    compare_with_peers as compare_with_peers,
    compare_with_rest as compare_with_rest,
)
from .levels.funnel import (
    Funnel as Funnel,
    funnel as funnel,
    funnel_limits as funnel_limits,
    winsorised_overdispersion as winsorised_overdispersion,
)
from .levels.harm import (
    Harm as Harm,
    HarmShares as HarmShares,
    harm as harm,
    harm_change as harm_change,
    harm_shares as harm_shares,
)
from .levels.harm_table import (
    HarmTable as HarmTable,
    default_harm_table as default_harm_table,
    read_harm_table as read_harm_table,
)
from .levels.rates import (
    Rate as Rate,
    Rates as Rates,
    rate as rate,
    rates as rates,
)
from .levels.shrinkage import (
    SteadiedRates as SteadiedRates,
    marshall_rates as marshall_rates,
    steadied_rates as steadied_rates,
)
from .levels.standardising import (
    StandardisedRatios as StandardisedRatios,
    standardised_rates as standardised_rates,
    standardised_ratios as standardised_ratios,
)
from .multiple import (
    Correction as Correction,
    benjamini_hochberg as benjamini_hochberg,
    benjamini_yekutieli as benjamini_yekutieli,
    critical_z as critical_z,
    holm as holm,
    q_values as q_values,
)
from .patterns.clusters import (
    PointCluster as PointCluster,
    PointClusters as PointClusters,
    point_clusters as point_clusters,
)
from .patterns.concentration import (
    Concentration as Concentration,
    concentration as concentration,
)
from .patterns.density import (
    Density as Density,
    density as density,
    density_ratio as density_ratio,
)
from .patterns.kernels import (
    Bandwidth as Bandwidth,
    Kernel as Kernel,
    bandwidth_nrd as bandwidth_nrd,
    line_density as line_density,
)
from .patterns.near_repeat import (
    NearRepeat as NearRepeat,
    knox as knox,
)
from .patterns.pairs import (
    Metric as Metric,
)
from .patterns.repeats import (
    Chains as Chains,
    NextIncident as NextIncident,
    RepeatPlaces as RepeatPlaces,
    chains as chains,
    next_incident as next_incident,
    repeat_places as repeat_places,
    same_place as same_place,
)
from .patterns.segments import (
    HotSegments as HotSegments,
    SegmentRun as SegmentRun,
    hot_segments as hot_segments,
)
