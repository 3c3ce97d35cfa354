from .answers.fay_herriot import (
    AreaModel as AreaModel,
)
from .answers.fay_herriot import (
    area_model as area_model,
)
from .answers.parting import (
    Finding as Finding,
)
from .answers.parting import (
    Parting as Parting,
)
from .answers.parting import (
    parting as parting,
)
from .answers.perceived import (
    Interval as Interval,
)
from .answers.perceived import (
    Share as Share,
)
from .answers.perceived import (
    Shares as Shares,
)
from .answers.perceived import (
    share as share,
)
from .answers.perceived import (
    shares as shares,
)
from .answers.perceived_change import (
    ShareChange as ShareChange,
)
from .answers.perceived_change import (
    ShareChanges as ShareChanges,
)
from .answers.perceived_change import (
    share_change as share_change,
)
from .answers.perceived_change import (
    share_changes as share_changes,
)
from .answers.small_areas import (
    SteadiedShares as SteadiedShares,
)
from .answers.small_areas import (
    steadied_shares as steadied_shares,
)
from .changes.change import (
    Change as Change,
)
from .changes.change import (
    Verdict as Verdict,
)
from .changes.change import (
    change as change,
)
from .changes.change import (
    change_against as change_against,
)
from .changes.forecast import (
    Forecast as Forecast,
)
from .changes.forecast import (
    forecast as forecast,
)
from .changes.periods import (
    Rolling as Rolling,
)
from .changes.periods import (
    YearToDate as YearToDate,
)
from .changes.periods import (
    rolling as rolling,
)
from .changes.periods import (
    rolling_sums as rolling_sums,
)
from .changes.periods import (
    year_to_date as year_to_date,
)
from .changes.scan import (
    BusiestRun as BusiestRun,
)
from .changes.scan import (
    busiest_run as busiest_run,
)
from .changes.scan import (
    scan_p as scan_p,
)
from .changes.small_samples import (
    SmallSample as SmallSample,
)
from .changes.small_samples import (
    small_sample as small_sample,
)
from .changes.small_samples import (
    small_sample_power as small_sample_power,
)
from .changes.trend import (
    MannKendall as MannKendall,
)
from .changes.trend import (
    Season as Season,
)
from .changes.trend import (
    Trend as Trend,
)
from .changes.trend import (
    mann_kendall as mann_kendall,
)
from .changes.trend import (
    trend as trend,
)
from .changes.unusual import (
    Hold as Hold,
)
from .changes.unusual import (
    Side as Side,
)
from .changes.unusual import (
    Unusual as Unusual,
)
from .changes.unusual import (
    unusual as unusual,
)
from .checks import (
    UnfitData as UnfitData,
)
from .counting.overdispersion import (
    Overdispersion as Overdispersion,
)
from .counting.overdispersion import (
    overdispersion as overdispersion,
)
from .counting.regression import (
    CountFit as CountFit,
)
from .counting.regression import (
    fit_counts as fit_counts,
)
from .disclosure.attack import (
    Reach as Reach,
)
from .disclosure.attack import (
    attack as attack,
)
from .disclosure.attack import (
    exposed as exposed,
)
from .disclosure.disclosure import (
    Withheld as Withheld,
)
from .disclosure.disclosure import (
    protect as protect,
)
from .disclosure.disclosure import (
    withhold as withhold,
)
from .disclosure.disclosure_linked import (
    Linked as Linked,
)
from .disclosure.disclosure_linked import (
    protect_in_turn as protect_in_turn,
)
from .disclosure.disclosure_linked import (
    protect_linked as protect_linked,
)
from .disclosure.figures import (
    Figures as Figures,
)
from .disclosure.figures import (
    from_labels as from_labels,
)
from .disclosure.figures import (
    from_tables as from_tables,
)
from .disclosure.figures import (
    join as join,
)
from .disclosure.figures import (
    over_periods as over_periods,
)
from .effects.difference import (
    Difference as Difference,
)
from .effects.difference import (
    Replicate as Replicate,
)
from .effects.difference import (
    difference_in_differences as difference_in_differences,
)
from .effects.displacement import (
    Displacement as Displacement,
)
from .effects.displacement import (
    NoQuotient as NoQuotient,
)
from .effects.displacement import (
    Quotient as Quotient,
)
from .effects.displacement import (
    Spillover as Spillover,
)
from .effects.displacement import (
    displacement_difference as displacement_difference,
)
from .effects.displacement import (
    displacement_quotient as displacement_quotient,
)
from .effects.effect import (
    Effect as Effect,
)
from .effects.effect import (
    before_after as before_after,
)
from .effects.interrupted import (
    Interruption as Interruption,
)
from .effects.interrupted import (
    Quantile as Quantile,
)
from .effects.interrupted import (
    controlled_series as controlled_series,
)
from .effects.interrupted import (
    interrupted_series as interrupted_series,
)
from .effects.interruption import (
    Shape as Shape,
)
from .effects.power import (
    Comparison as Comparison,
)
from .effects.power import (
    Detectable as Detectable,
)
from .effects.power import (
    detectable_change as detectable_change,
)
from .effects.power import (
    follow_up_needed as follow_up_needed,
)
from .effects.power import (
    power_of_change as power_of_change,
)
from .effects.power_series import (
    detectable_change_in_series as detectable_change_in_series,
)
from .effects.power_series import (
    power_of_series as power_of_series,
)
from .effects.randomisation import (
    Lot as Lot,
)
from .effects.randomisation import (
    randomisation_test as randomisation_test,
)
from .effects.synthetic import (
    NoVerdict as NoVerdict,
)
from .effects.synthetic import (
    Synthetic as Synthetic,
)
from .effects.synthetic import (
    synthetic_comparison as synthetic_comparison,
)
from .ground.areas import (
    AreaIndex as AreaIndex,
)
from .ground.areas import (
    PointsInAreas as PointsInAreas,
)
from .ground.grid import (
    Grid as Grid,
)
from .ground.grid import (
    PointsInGrid as PointsInGrid,
)
from .ground.grid import (
    grid_over as grid_over,
)
from .ground.population import (
    Population as Population,
)
from .ground.population import (
    areas_to_grid as areas_to_grid,
)
from .ground.population import (
    areas_to_grid_by_points as areas_to_grid_by_points,
)
from .ground.population import (
    squares_to_areas as squares_to_areas,
)
from .ground.population import (
    squares_to_grid as squares_to_grid,
)
from .ground.projection import (
    fitting_epsg as fitting_epsg,
)
from .ground.projection import (
    project as project,
)
from .ground.projection import (
    project_geometry as project_geometry,
)
from .ground.projection import (
    unproject as unproject,
)
from .ground.squares import (
    clipped as clipped,
)
from .ground.squares import (
    scb_cells as scb_cells,
)
from .ground.squares import (
    scb_ids as scb_ids,
)
from .ground.squares import (
    shares_within as shares_within,
)
from .hotspots.accuracy import (
    MapAccuracy as MapAccuracy,
)
from .hotspots.accuracy import (
    Pai as Pai,
)
from .hotspots.accuracy import (
    map_accuracy as map_accuracy,
)
from .hotspots.accuracy import (
    pai as pai,
)
from .hotspots.emerging import (
    Emerging as Emerging,
)
from .hotspots.emerging import (
    Pattern as Pattern,
)
from .hotspots.emerging import (
    classify as classify,
)
from .hotspots.emerging import (
    emerging as emerging,
)
from .hotspots.excess import (
    Excess as Excess,
)
from .hotspots.excess import (
    excess as excess,
)
from .hotspots.getis_ord import (
    GlobalG as GlobalG,
)
from .hotspots.getis_ord import (
    LocalG as LocalG,
)
from .hotspots.getis_ord import (
    global_g as global_g,
)
from .hotspots.getis_ord import (
    local_g as local_g,
)
from .hotspots.getis_ord import (
    neighbours_within as neighbours_within,
)
from .hotspots.hotspots import (
    GiStar as GiStar,
)
from .hotspots.hotspots import (
    Inference as Inference,
)
from .hotspots.hotspots import (
    Null as Null,
)
from .hotspots.hotspots import (
    gi_star as gi_star,
)
from .hotspots.hotspots import (
    gi_star_z as gi_star_z,
)
from .hotspots.lasting import (
    Lasting as Lasting,
)
from .hotspots.lasting import (
    YearToYear as YearToYear,
)
from .hotspots.lasting import (
    lasting as lasting,
)
from .hotspots.neighbourhoods import (
    Edge as Edge,
)
from .hotspots.places import (
    HotspotPlace as HotspotPlace,
)
from .hotspots.places import (
    delineate as delineate,
)
from .hours.aoristic import (
    Aoristic as Aoristic,
)
from .hours.aoristic import (
    aoristic as aoristic,
)
from .hours.aoristic import (
    drawn_moments as drawn_moments,
)
from .hours.evenness import (
    Evenness as Evenness,
)
from .hours.evenness import (
    Profile as Profile,
)
from .hours.evenness import (
    Spread as Spread,
)
from .hours.evenness import (
    evenness as evenness,
)
from .hours.evenness import (
    profile as profile,
)
from .hours.exposure import (
    Exposure as Exposure,
)
from .hours.exposure import (
    exposure as exposure,
)
from .hours.rhythm import (
    BusyHours as BusyHours,
)
from .hours.rhythm import (
    busiest as busiest,
)
from .hours.rhythm import (
    per_day as per_day,
)
from .hours.spreading import (
    Cycle as Cycle,
)
from .levels.comparing import (
    Comparisons as Comparisons,
)
from .levels.comparing import (
    PeerComparison as PeerComparison,
)
from .levels.comparing import (
    compare_with_peers as compare_with_peers,
)
from .levels.comparing import (
    compare_with_rest as compare_with_rest,
)
from .levels.funnel import (
    Funnel as Funnel,
)
from .levels.funnel import (
    funnel as funnel,
)
from .levels.funnel import (
    funnel_limits as funnel_limits,
)
from .levels.funnel import (
    winsorised_overdispersion as winsorised_overdispersion,
)
from .levels.harm import (
    Harm as Harm,
)
from .levels.harm import (
    HarmShares as HarmShares,
)
from .levels.harm import (
    harm as harm,
)
from .levels.harm import (
    harm_change as harm_change,
)
from .levels.harm import (
    harm_shares as harm_shares,
)
from .levels.harm_table import (
    HarmTable as HarmTable,
)
from .levels.harm_table import (
    default_harm_table as default_harm_table,
)
from .levels.harm_table import (
    read_harm_table as read_harm_table,
)
from .levels.rates import (
    Rate as Rate,
)
from .levels.rates import (
    Rates as Rates,
)
from .levels.rates import (
    rate as rate,
)
from .levels.rates import (
    rates as rates,
)
from .levels.shrinkage import (
    SteadiedRates as SteadiedRates,
)
from .levels.shrinkage import (
    marshall_rates as marshall_rates,
)
from .levels.shrinkage import (
    steadied_rates as steadied_rates,
)
from .levels.standardising import (
    StandardisedRatios as StandardisedRatios,
)
from .levels.standardising import (
    standardised_rates as standardised_rates,
)
from .levels.standardising import (
    standardised_ratios as standardised_ratios,
)
from .multiple import (
    Correction as Correction,
)
from .multiple import (
    benjamini_hochberg as benjamini_hochberg,
)
from .multiple import (
    benjamini_yekutieli as benjamini_yekutieli,
)
from .multiple import (
    critical_z as critical_z,
)
from .multiple import (
    holm as holm,
)
from .multiple import (
    q_values as q_values,
)
from .patterns.clusters import (
    PointCluster as PointCluster,
)
from .patterns.clusters import (
    PointClusters as PointClusters,
)
from .patterns.clusters import (
    point_clusters as point_clusters,
)
from .patterns.concentration import (
    Concentration as Concentration,
)
from .patterns.concentration import (
    concentration as concentration,
)
from .patterns.density import (
    Density as Density,
)
from .patterns.density import (
    density as density,
)
from .patterns.density import (
    density_ratio as density_ratio,
)
from .patterns.kernels import (
    Bandwidth as Bandwidth,
)
from .patterns.kernels import (
    Kernel as Kernel,
)
from .patterns.kernels import (
    bandwidth_nrd as bandwidth_nrd,
)
from .patterns.kernels import (
    line_density as line_density,
)
from .patterns.near_repeat import (
    NearRepeat as NearRepeat,
)
from .patterns.near_repeat import (
    knox as knox,
)
from .patterns.pairs import (
    Metric as Metric,
)
from .patterns.repeats import (
    Chains as Chains,
)
from .patterns.repeats import (
    NextIncident as NextIncident,
)
from .patterns.repeats import (
    RepeatPlaces as RepeatPlaces,
)
from .patterns.repeats import (
    chains as chains,
)
from .patterns.repeats import (
    next_incident as next_incident,
)
from .patterns.repeats import (
    repeat_places as repeat_places,
)
from .patterns.repeats import (
    same_place as same_place,
)
from .patterns.segments import (
    HotSegments as HotSegments,
)
from .patterns.segments import (
    SegmentRun as SegmentRun,
)
from .patterns.segments import (
    hot_segments as hot_segments,
)
