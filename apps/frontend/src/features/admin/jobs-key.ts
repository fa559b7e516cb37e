/** Where the jobs are kept in the cache. */
export const JOBS_KEY = ['admin', 'jobs'];
