/** The services that have a database role; the same names as in the database's own list, which a type test holds equal. */
export type ServiceRole = 'data_service' | 'ml_engine' | 'trading_agents' | 'backend' | 'llm_agent';
